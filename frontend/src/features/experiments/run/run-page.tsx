import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import type { Run } from "@/shared/api/experiment-types";
import { runQuery, useRun } from "@/shared/api/experiments";
import { isFinal } from "@/shared/api/jobs";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useJob } from "@/shared/live/use-job";
import { ErrorState } from "@/shared/ui/error-state";
import { JobLog } from "@/shared/ui/job-log";
import { JobProgress } from "@/shared/ui/job-progress";
import { JobStateBadge } from "@/shared/ui/job-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { Artifacts } from "../preview/artifacts";
import { wholeLog } from "./live-events";
import { LivePanel } from "./live-panel";
import { RunFacts } from "./run-facts";
import { RunHead } from "./run-head";
import { RunOutcome } from "./run-outcome";
import classes from "./run-page.module.css";
import { RunPapers } from "./run-papers";
import { RunResults } from "./run-results";

/** `/runs/<id>`. */
export function RunPage() {
  const { id = "" } = useParams();
  const run = useRun(id);
  useDocumentTitle(run.data === undefined ? "Run" : `Run of ${run.data.title}`);
  if (run.error instanceof ApiError && run.error.status === 404) {
    return <NotFound title="There is no such run">It may have been deleted. The list of runs is under Experiments.</NotFound>;
  }
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} busy={run.isFetching} />;
  if (run.isPending) return <ListSkeleton label="Loading the run" />;
  return <RunView key={run.data.id} run={run.data} />;
}

/** One run: how far it is, its figures and charts while it goes on and when it has ended, its files, papers and log. */
function RunView({ run }: { run: Run }) {
  // A run that ended well holds all that its job told.
  const { job, log, events, live } = useJob(run.state === "succeeded" ? null : run.job);
  const state = job?.state ?? run.state;
  // When the job ends, the run is asked for once more; until that answer is there the figures so far stay on show.
  const done = isFinal(run.state);
  const behind = !done && isFinal(state);
  const client = useQueryClient();
  useEffect(() => {
    if (behind) void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
  }, [behind, client, run.id]);
  const lines = wholeLog(run.log, log);
  const said = (
    <Panel label="Log of the run">
      <h2 className={classes.heading}>Log</h2>
      {lines.length === 0 ? <Text c="dimmed">{done ? "It wrote no log lines." : "No log lines yet."}</Text> : <JobLog lines={lines} tall />}
    </Panel>
  );
  return (
    <Page wide>
      <RunHead run={run} job={job} />
      <div className={classes.top}>
        {(!done || !isFinal(state)) && (
          <Panel label="Progress" className={classes.progress}>
            <JobStateBadge state={state} />
            {job !== undefined && <JobProgress job={job} live={live} size={8} />}
          </Panel>
        )}
        {done && isFinal(state) && <RunOutcome run={run} />}
      </div>
      <div className={classes.columns}>
        <div className={classes.main}>
          {state === "failed" && said}
          {(!done || state !== "succeeded") && <LivePanel events={events} ended={isFinal(state)} />}
          <RunResults run={run} />
          <Artifacts run={run} />
          {state !== "failed" && said}
        </div>
        <aside className={classes.main} aria-label="About this run">
          <Panel label="Papers">
            <RunPapers run={run} />
          </Panel>
          <Panel label="Facts">
            <RunFacts run={run} />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}
