import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { ExperimentDetail } from "@/shared/api/experiment-types";
import { useRuns } from "@/shared/api/experiments";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { MetricHistoryChart } from "./compare/metric-history";
import { CompareButton } from "./compare-button";
import classes from "./experiment-page.module.css";
import { RunTable } from "./run-table";

/** What was run of an experiment: its runs to open or compare, and how its figures went over time and machines. */
export function ExperimentRuns({ experiment }: { experiment: ExperimentDetail }) {
  const runs = useRuns({ experiment: experiment.key }, 10);
  const [chosen, setChosen] = useState<string[]>([]);
  const rows = runs.data?.pages.flatMap((page) => page.results) ?? [];
  const metrics = [...new Set(rows.flatMap((row) => row.metrics.map((metric) => metric.name)))];
  return (
    <>
      <h2 className={classes.heading}>Runs</h2>
      {runs.isError ? (
        <ErrorState error={runs.error} onRetry={() => void runs.refetch()} busy={runs.isFetching} />
      ) : runs.isPending ? (
        <ListSkeleton label="Loading the runs" rows={3} />
      ) : rows.length === 0 ? (
        <p className={classes.dim}>Not run yet. What it comes to will stand here, to be compared.</p>
      ) : (
        <>
          <RunTable rows={rows} chosen={chosen} onChoose={setChosen} untitled />
          <Group mt="sm" gap="sm">
            <CompareButton runs={chosen} />
            {runs.hasNextPage && (
              <Button variant="subtle" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
                Show older runs
              </Button>
            )}
          </Group>
          {metrics.length > 0 && <MetricHistoryChart experiment={experiment.key} metrics={metrics} />}
        </>
      )}
    </>
  );
}
