import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { jobTitle } from "@/shared/lib/job-words";
import { useJob } from "@/shared/live/use-job";
import { JobButtons } from "./job-buttons";
import classes from "./job-card.module.css";
import { JobLog } from "./job-log";
import { JobProgress } from "./job-progress";
import { JobStateBadge } from "./job-state";

type Props = {
  id: string;
  /** How many of the last log lines to show. */
  logLines?: number;
  /** Further actions once the job is done, such as closing the card. */
  children?: ReactNode;
};

/** A job where it was started: state, n of total, message, log, cancel or retry, and links to what came out. */
export function JobCard({ id, logLines = 6, children }: Props) {
  const { job, log, live, error } = useJob(id);
  if (job === undefined) {
    return (
      <section className={classes.card} aria-label="Job">
        {error === null ? "Asking how the job is doing…" : error.message}
        <Group gap="xs">{children}</Group>
      </section>
    );
  }
  return (
    <section className={classes.card} aria-label={jobTitle(job)} data-state={job.state}>
      <Group justify="space-between" wrap="nowrap">
        <Link to={`/jobs/${job.id}`} className={classes.title}>
          {jobTitle(job)}
        </Link>
        <JobStateBadge state={job.state} />
      </Group>
      <JobProgress job={job} live={live} />
      <JobLog lines={log.slice(-logLines)} hidden={log.length - logLines} />
      <Group gap="xs">
        <JobButtons job={job} size="xs" />
        {children}
      </Group>
    </section>
  );
}
