import { Anchor, Group, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { isFinal } from "@/shared/api/jobs";
import type { Job } from "@/shared/api/types";
import { jobTitle } from "@/shared/lib/job-words";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useJob } from "@/shared/live/use-job";
import { ErrorState } from "@/shared/ui/error-state";
import { JobButtons } from "@/shared/ui/job-buttons";
import { JobLog } from "@/shared/ui/job-log";
import { JobProgress } from "@/shared/ui/job-progress";
import { JobStateBadge } from "@/shared/ui/job-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { Problem } from "@/shared/ui/problem";
import { JobFacts } from "./job-facts";
import classes from "./job-page.module.css";

function JobLogPanel({ job, log }: { job: Job; log: string[] }) {
  const nothing = isFinal(job.state) ? "It wrote no log lines." : "No log lines yet.";
  return (
    <Panel label="Log of the job">
      <Title order={2} mb="xs">
        Log
      </Title>
      {log.length === 0 ? <Text c="dimmed">{nothing}</Text> : <JobLog lines={log} tall />}
    </Panel>
  );
}

/** One job: how far it is, its log, what went wrong, and what came out. */
export function JobPage() {
  const { id = "" } = useParams();
  const { job, log, live, error, refetch } = useJob(id);
  useDocumentTitle(job === undefined ? "Job" : jobTitle(job));
  if (job === undefined) {
    if (error === null) return <ListSkeleton label="Loading the job" />;
    if (error instanceof ApiError && error.status === 404) return <NotFound title="There is no such job" />;
    return <ErrorState error={error} onRetry={refetch} />;
  }
  return (
    <Page>
      <Anchor component={Link} to="/jobs" size="sm">
        <Group gap={4} component="span" mb="xs">
          <IconArrowLeft size={14} aria-hidden /> All jobs
        </Group>
      </Anchor>
      <PageHeader title={jobTitle(job)} actions={<JobButtons job={job} />} />
      {job.error !== null && (
        <div className={classes.problem}>
          <Problem title="What went wrong">
            {job.error.message}
            <Text size="xs" c="dimmed" mt={4}>
              Code: {job.error.code}
            </Text>
          </Problem>
        </div>
      )}
      <Panel label="Progress" className={classes.progress}>
        <JobStateBadge state={job.state} />
        <JobProgress job={job} live={live} size={8} failureToldElsewhere={job.error !== null} />
      </Panel>
      <div className={classes.columns}>
        <JobLogPanel job={job} log={log} />
        <JobFacts job={job} />
      </div>
    </Page>
  );
}
