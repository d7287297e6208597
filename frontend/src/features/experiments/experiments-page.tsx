import { Button, Title } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { ExperimentRow } from "@/shared/api/experiment-types";
import { useExperiments, useRuns } from "@/shared/api/experiments";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { CompareButton } from "./compare-button";
import { ExperimentCard } from "./experiment-card";
import classes from "./experiments-page.module.css";
import { RunTable } from "./run-table";

/** The experiments under the topic that each shows, in the order of the topics. */
function byTopic(rows: readonly ExperimentRow[]): [string, ExperimentRow[]][] {
  const found = new Map<string, ExperimentRow[]>();
  for (const row of [...rows].sort((left, right) => left.topic - right.topic)) {
    const name = `${row.topic}. ${row.topic_title}`;
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return [...found];
}

function LastRuns() {
  const runs = useRuns();
  const [chosen, setChosen] = useState<string[]>([]);
  const rows = runs.data?.pages.flatMap((page) => page.results) ?? [];
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} busy={runs.isFetching} />;
  if (runs.isPending) return <ListSkeleton label="Loading the runs" rows={4} />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconFlask size={24} />} title="No runs yet">
        Open an experiment above and launch it; its first look takes seconds.
      </EmptyState>
    );
  }
  return (
    <>
      <RunTable rows={rows} chosen={chosen} onChoose={setChosen} />
      <div className={classes.below}>
        <CompareButton runs={chosen} />
        {runs.hasNextPage && (
          <Button variant="subtle" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Show older runs
          </Button>
        )}
      </div>
    </>
  );
}

/** `/experiments`: the ten topics as things to run, each with what its last run came to. */
export function ExperimentsPage() {
  useDocumentTitle("Experiments");
  const experiments = useExperiments();
  return (
    <Page wide>
      <PageHeader
        title="Experiments"
        description="Each topic as something that really runs on this machine: set it up, watch it, compare runs, and take it with you as an app."
      />
      {experiments.isError ? (
        <ErrorState error={experiments.error} onRetry={() => void experiments.refetch()} busy={experiments.isFetching} />
      ) : experiments.isPending ? (
        <Panel flush>
          <ListSkeleton label="Loading the experiments" rows={8} />
        </Panel>
      ) : experiments.data.results.length === 0 ? (
        <EmptyState icon={<IconFlask size={24} />} title="No experiments here">
          This installation has none.
        </EmptyState>
      ) : (
        <div className={classes.topics}>
          {byTopic(experiments.data.results).map(([name, rows]) => (
            <section key={name} aria-label={name} className={classes.topic}>
              <h2 className={classes.name}>
                <Link to={`/topics/${rows[0]?.topic}`}>{name}</Link>
              </h2>
              {rows.map((row) => (
                <ExperimentCard key={row.key} row={row} />
              ))}
            </section>
          ))}
        </div>
      )}
      <Title order={2} mt="xl" mb="sm">
        Last runs
      </Title>
      <Panel label="Last runs">
        <LastRuns />
      </Panel>
    </Page>
  );
}
