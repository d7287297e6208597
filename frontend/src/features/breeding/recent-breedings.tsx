import { Button, Center, Title } from "@mantine/core";
import { IconSeedling } from "@tabler/icons-react";
import { Link } from "react-router";
import type { BreedingSummary } from "@/shared/api/types";
import { formatAgo, formatMoment, plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { JobStateBadge } from "@/shared/ui/job-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Panel } from "@/shared/ui/panel";
import lines from "@/shared/ui/row-list.module.css";
import { useBreedings } from "./api";
import classes from "./recent-breedings.module.css";

/** What was bred, last changed first. */
export function RecentBreedings() {
  const breedings = useBreedings();
  const rows = breedings.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <section className={classes.section} aria-label="Recent breedings">
      <Title order={2} mb={8}>
        Recent breedings
      </Title>
      <Panel flush>
        {breedings.isError ? (
          <ErrorState error={breedings.error} onRetry={() => void breedings.refetch()} busy={breedings.isFetching} />
        ) : breedings.isPending ? (
          <ListSkeleton rows={3} label="Loading the breedings" />
        ) : rows.length === 0 ? (
          <EmptyState icon={<IconSeedling size={24} />} title="Nothing bred yet">
            Put two trees into the tray above and press “Breed”.
          </EmptyState>
        ) : (
          <ul className={lines.list}>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Panel>
      {breedings.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={breedings.isFetchingNextPage} onClick={() => void breedings.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </section>
  );
}

function Row({ row }: { row: BreedingSummary }) {
  return (
    <li>
      <Link to={`/breedings/${row.id}`} className={`${lines.row} ${classes.row}`}>
        <span className={`${lines.text} ${classes.text}`}>
          <span className={lines.title}>{row.title}</span>
          <span className={lines.meta}>
            {plural(row.parents, "parent")} · generation {row.generation} of {row.generations} ·{" "}
            {plural(row.children, "child", "children")} · seed {row.seed}
          </span>
        </span>
        {row.state !== null && <JobStateBadge state={row.state} />}
        <time className={lines.meta} dateTime={row.modified_at} title={formatMoment(row.modified_at)}>
          {formatAgo(row.modified_at)}
        </time>
      </Link>
    </li>
  );
}
