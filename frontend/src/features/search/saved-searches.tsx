import { ActionIcon, Badge, Menu, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBell, IconDots, IconPlayerPlay, IconSearch, IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import type { SavedSearch } from "@/shared/api/types";
import { formatAgo, plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Panel } from "@/shared/ui/panel";
import { useDeleteSavedSearch } from "./api/delete-saved-search";
import { useRunSavedSearch } from "./api/run-saved-search";
import { useSavedSearches } from "./api/saved-searches";
import classes from "./saved-searches.module.css";
import { searchLink } from "./search-link";

function pace(hours: number): string {
  if (hours % 24 !== 0) return `every ${plural(hours, "hour")}`;
  return hours === 24 ? "daily" : `every ${plural(hours / 24, "day")}`;
}

function SavedSearchRow({ search }: { search: SavedSearch }) {
  const run = useRunSavedSearch();
  const remove = useDeleteSavedSearch();
  const mayWrite = useMayWrite();
  const problem = run.error ?? remove.error;
  const last = search.last_run_at === null ? "not run yet" : `ran ${formatAgo(search.last_run_at)}`;
  return (
    <li className={classes.row}>
      <Link to={`/search?saved=${search.id}`} className={classes.link}>
        <span className={classes.name}>
          {search.name}
          {search.new > 0 && (
            <Badge size="sm" variant="filled">
              {search.new} new
            </Badge>
          )}
        </span>
        <span className={classes.facts}>
          {search.scope === "arxiv" ? "arXiv" : "Library"}, {pace(search.interval_hours)}, {last}
        </span>
        {problem !== null && (
          <Text size="xs" c="var(--danger-text)" role="alert">
            {problem.message}
          </Text>
        )}
      </Link>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${search.name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={searchLink(search.query)} leftSection={<IconSearch size={15} />}>
            Search again
          </Menu.Item>
          <Menu.Item
            disabled={!mayWrite}
            leftSection={<IconPlayerPlay size={15} />}
            onClick={() => {
              run.mutate(search.id, {
                onSuccess: () => notifications.show({ message: `“${search.name}” is being run.`, color: "green" }),
              });
            }}
          >
            Look for new papers now
          </Menu.Item>
          <Menu.Item
            color="var(--danger-text)"
            disabled={!mayWrite}
            leftSection={<IconTrash size={15} />}
            onClick={() => {
              remove.mutate(search.id);
            }}
          >
            Forget this search
          </Menu.Item>
          {!mayWrite && <Menu.Label>Your role is viewer</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function SavedList() {
  const searches = useSavedSearches();
  if (searches.isPending) return <ListSkeleton rows={3} label="Loading saved searches" />;
  if (searches.isError) {
    return <ErrorState error={searches.error} onRetry={() => void searches.refetch()} busy={searches.isFetching} />;
  }
  if (searches.data.results.length === 0) {
    return (
      <EmptyState icon={<IconBell size={22} />} title="No saved searches">
        Save a search, and it is run again by itself and tells you of new papers here.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.list}>
      {searches.data.results.map((search) => (
        <SavedSearchRow key={search.id} search={search} />
      ))}
    </ul>
  );
}

/** The saved searches with their news. */
export function SavedSearches() {
  return (
    <Panel flush label="Saved searches">
      <Title order={2} className={classes.heading}>
        Saved searches
      </Title>
      <SavedList />
    </Panel>
  );
}
