import { Anchor, Button } from "@mantine/core";
import { IconPackageExport } from "@tabler/icons-react";
import { Link, useParams, useSearchParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { appPath, useExperiment, useRun } from "@/shared/api/experiments";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { ExperimentFacts } from "./experiment-facts";
import classes from "./experiment-page.module.css";
import { ExperimentRuns } from "./experiment-runs";
import { ExperimentForm } from "./form/experiment-form";
import { MissingPackages } from "./missing-packages";

/** `/experiments/<key>?paper=KEY&from=RUN`: an experiment's form, with papers linked or a run's values filled in. */
export function ExperimentPage() {
  const { key = "" } = useParams();
  const [search] = useSearchParams();
  const from = search.get("from") ?? "";
  const experiment = useExperiment(key);
  const before = useRun(from);
  useDocumentTitle(experiment.data?.title ?? "Experiment");
  if (experiment.error instanceof ApiError && experiment.error.status === 404) {
    return <NotFound title="There is no such experiment">{`No experiment is called “${key}”. The list is under Experiments.`}</NotFound>;
  }
  if (experiment.isError) {
    return <ErrorState error={experiment.error} onRetry={() => void experiment.refetch()} busy={experiment.isFetching} />;
  }
  if (experiment.isPending || before.isLoading) return <ListSkeleton label="Loading the experiment" />;
  const data = experiment.data;
  const papers = search.getAll("paper");
  return (
    <Page wide>
      <Anchor component={Link} to="/experiments" size="sm">
        All experiments
      </Anchor>
      <PageHeader
        title={data.title}
        description={data.summary}
        actions={
          <Button component="a" href={appPath(key)} download variant="default" leftSection={<IconPackageExport size={16} />}>
            Export as an app
          </Button>
        }
      />
      <MissingPackages missing={data.missing} />
      <div className={classes.columns}>
        <ExperimentForm key={`${key} ${from} ${papers.join(" ")}`} experiment={data} papers={papers} before={before.data} />
        <div className={classes.side}>
          <Panel label="Runs">
            <ExperimentRuns experiment={data} />
          </Panel>
          <Panel label="About this experiment">
            <ExperimentFacts experiment={data} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
