import { Anchor, Button, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { runQuery } from "@/shared/api/experiments";
import { experimentLink } from "@/shared/lib/experiment-links";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { ChartView } from "../charts/chart-view";
import { chartPairs, metricLines, parameterLines, runLabels } from "./compare-model";
import { CompareTable } from "./compare-table";
import classes from "./compare.module.css";
import { MetricHistoryChart } from "./metric-history";

function Charts({ runs, labels }: { runs: readonly Run[]; labels: readonly string[] }) {
  const pairs = useMemo(() => chartPairs(runs, labels), [runs, labels]);
  if (pairs.length === 0) return null;
  return (
    <Panel label="Charts">
      <Title order={2} mb="md">
        Charts
      </Title>
      <div className={classes.charts}>
        {pairs.map(({ title, together, apart }) =>
          together !== null ? (
            <ChartView key={title} chart={together} />
          ) : (
            <section key={title} className={classes.apart} aria-label={title}>
              {apart.map(({ run, chart }, at) => (
                <ChartView key={at} chart={{ ...chart, title: `${title}: ${run}` }} />
              ))}
            </section>
          ),
        )}
      </div>
    </Panel>
  );
}

/** The runs whose answers are all there, else how far that is. */
function useRuns(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => runQuery(id)),
    combine: (answers) => ({
      runs: answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data])),
      pending: answers.some((answer) => answer.isPending),
      error: answers.find((answer) => answer.error !== null)?.error ?? null,
    }),
  });
}

/** `/runs/compare?runs=ID,ID`: two or more runs side by side. */
export function ComparePage() {
  useDocumentTitle("Compare runs");
  const [state, change] = useUrlState(["runs"]);
  const ids = useMemo(() => [...new Set(state.runs.split(",").filter((id) => id !== ""))], [state.runs]);
  const { runs, pending, error } = useRuns(ids);
  const labels = useMemo(() => runLabels(runs), [runs]);
  if (ids.length < 2) {
    return (
      <EmptyState order={1} title="Nothing to compare yet" action={<Button component={Link} to="/experiments">Choose runs</Button>}>
        Tick two runs of an experiment, then compare them.
      </EmptyState>
    );
  }
  if (error !== null) return <ErrorState order={1} error={error} />;
  if (pending) return <ListSkeleton label="Loading the runs" />;
  const first = runs[0];
  const one = first !== undefined && runs.every((run) => run.experiment === first.experiment);
  const metrics = metricLines(runs);
  const without = (id: string): void => change({ runs: ids.filter((other) => other !== id).join(",") }, { push: true });
  return (
    <Page wide>
      {one && (
        <Anchor component={Link} to={experimentLink(first.experiment)} size="sm">
          {first.title}
        </Anchor>
      )}
      <PageHeader
        title={`${runs.length} runs compared`}
        description={one ? "What was set up differently, what came of it, and the charts in one." : "These runs are of different experiments; only what both have can be compared."}
      />
      <div className={classes.parts}>
        <CompareTable runs={runs} labels={labels} metrics={metrics} parameters={parameterLines(runs)} onTakeOut={without} />
        <Charts runs={runs} labels={labels} />
        {one && metrics.length > 0 && (
          <Panel>
            <MetricHistoryChart experiment={first.experiment} metrics={metrics.map((line) => line.name)} />
          </Panel>
        )}
      </div>
    </Page>
  );
}
