import { Anchor, Button, Checkbox, Group, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconBellCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import type { SavedSearchHit } from "@/shared/api/types";
import { formatAgo } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Panel } from "@/shared/ui/panel";
import { useMarkHitsSeen } from "./api/mark-hits-seen";
import { savedSearchHitsQuery } from "./api/saved-search-hits";
import { useSavedSearches } from "./api/saved-searches";
import type { Basket } from "./basket";
import rowClasses from "./result-row.module.css";
import classes from "./saved-searches.module.css";
import { searchLink } from "./search-link";

function HitRow({ hit, basket }: { hit: SavedSearchHit; basket: Basket }) {
  const chosen = basket.has(hit.arxiv_id);
  return (
    <li className={rowClasses.row} data-chosen={chosen || undefined}>
      <Checkbox
        className={rowClasses.tick}
        checked={chosen}
        aria-label={`Choose ${hit.title}`}
        onChange={() => {
          basket.toggle({ key: hit.arxiv_id, title: hit.title, inLibrary: hit.in_library });
        }}
      />
      <div>
        {hit.in_library ? (
          <Anchor component={Link} to={paperLink(hit.arxiv_id)} className={rowClasses.link}>
            {hit.title}
          </Anchor>
        ) : (
          <Anchor href={`https://arxiv.org/abs/${hit.arxiv_id}`} target="_blank" rel="noreferrer" className={rowClasses.link}>
            {hit.title}
          </Anchor>
        )}
        <div className={rowClasses.meta}>
          <span>{hit.arxiv_id}</span>
          <span>found {formatAgo(hit.found_at)}</span>
          {!hit.seen && <strong>new</strong>}
          {hit.in_library && <span>in the library</span>}
        </div>
      </div>
    </li>
  );
}

function HitList({ id, basket }: { id: number; basket: Basket }) {
  const hits = useInfiniteQuery(savedSearchHitsQuery(id));
  if (hits.isPending) return <ListSkeleton label="Loading what was found" />;
  if (hits.isError) return <ErrorState error={hits.error} onRetry={() => void hits.refetch()} busy={hits.isFetching} />;
  const rows = hits.data.pages.flatMap((page) => page.results);
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconBellCheck size={22} />} title="Nothing new so far">
        What there was when you saved the search does not count; papers that appear later are listed here.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.hits}>
        {rows.map((hit) => (
          <HitRow key={hit.arxiv_id} hit={hit} basket={basket} />
        ))}
      </ul>
      {hits.hasNextPage && (
        <Group justify="center" p="sm">
          <Button size="xs" variant="default" loading={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

/** What one saved search found since it was saved. */
export function SavedHits({ id, basket }: { id: number; basket: Basket }) {
  const search = useSavedSearches().data?.results.find((each) => each.id === id);
  const seen = useMarkHitsSeen();
  const mayWrite = useMayWrite();
  return (
    <>
      <Anchor component={Link} to="/search" size="sm">
        <Group gap={4} component="span" mb="xs">
          <IconArrowLeft size={14} aria-hidden /> All saved searches
        </Group>
      </Anchor>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{search?.name ?? "Saved search"}</Title>
        <Group gap="xs">
          {search !== undefined && (
            <Button component={Link} to={searchLink(search.query)} size="xs" variant="default">
              Search again
            </Button>
          )}
          {mayWrite && search !== undefined && search.new > 0 && (
            <Button
              size="xs"
              variant="light"
              loading={seen.isPending}
              onClick={() => {
                seen.mutate(id);
              }}
            >
              Mark all as seen
            </Button>
          )}
        </Group>
      </Group>
      {seen.isError && (
        <Text c="var(--danger-text)" role="alert">
          {seen.error.message}
        </Text>
      )}
      <Panel flush label="New papers">
        <HitList id={id} basket={basket} />
      </Panel>
    </>
  );
}
