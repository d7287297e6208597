import { Button, Group } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { Link } from "react-router";
import { useExperiments, useRuns } from "@/shared/api/experiments";
import { experimentLink } from "@/shared/lib/experiment-links";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { RunList } from "@/shared/ui/run-list";
import { bestRuns } from "./best-runs";
import classes from "./topic-page.module.css";
import type { Topic } from "./topic-types";

/** The experiments that show a topic, and the best of their runs. */
export function TopicExperiments({ topic }: { topic: Topic }) {
  const experiments = useExperiments();
  const runs = useRuns({ topic: topic.number, state: "succeeded" }, 100);
  if (experiments.isError) return <ErrorState error={experiments.error} onRetry={() => void experiments.refetch()} busy={experiments.isFetching} />;
  if (experiments.isPending) return <ListSkeleton label="Loading the experiments" rows={2} />;
  const rows = experiments.data.results.filter((one) => one.topic === topic.number);
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconFlask size={24} />} title="No experiment yet">
        None of this house demonstrates this topic so far. The notes’ own idea for one stands beside.
      </EmptyState>
    );
  }
  const done = runs.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <ul className={classes.list}>
      {rows.map((row) => {
        const best = bestRuns(done.filter((run) => run.experiment === row.key));
        return (
          <li key={row.key} className={classes.paper}>
            <Group justify="space-between" gap="xs">
              <Link to={experimentLink(row.key)} className={classes.title}>
                {row.title}
              </Link>
              <Button component={Link} to={experimentLink(row.key)} size="compact-sm" variant="default" leftSection={<IconFlask size={14} />}>
                Run this experiment
              </Button>
            </Group>
            <p className={classes.dim}>{row.summary}</p>
            {best.runs.length > 0 && (
              <>
                <p className={classes.dim}>
                  {best.metric === null ? `Its last of ${plural(row.runs, "run")}:` : `Best of ${plural(row.runs, "run")} by ${best.metric}:`}
                </p>
                <RunList runs={best.runs} untitled label={`Best runs of ${row.title}`} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
