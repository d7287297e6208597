import { Progress } from "@mantine/core";
import { Link } from "react-router";
import { isFinal } from "@/shared/api/jobs";
import type { Job } from "@/shared/api/types";
import { formatAgo, formatMoment } from "@/shared/lib/format";
import { finishedSentence, jobTitle, progressWords } from "@/shared/lib/job-words";
import classes from "./job-row.module.css";
import { JobStateBadge } from "./job-state";

type Props = { job: Job; compact?: boolean; onOpen?: () => void };

/** A job as one row of a list, leading to its page. */
export function JobRow({ job, compact = false, onOpen }: Props) {
  const { done, total } = job.progress;
  const final = isFinal(job.state);
  const words = final ? finishedSentence(job) : job.message;
  return (
    <Link to={`/jobs/${job.id}`} className={classes.row} data-compact={compact || undefined} onClick={onOpen}>
      <span className={classes.head}>
        <span className={classes.title}>{jobTitle(job)}</span>
        <JobStateBadge state={job.state} />
      </span>
      {!final && (
        <Progress
          value={total > 0 ? (100 * done) / total : 0}
          size={5}
          aria-label={`Progress of ${jobTitle(job)}`}
          transitionDuration={100}
        />
      )}
      <span className={classes.foot}>
        <span className={classes.words}>{words}</span>
        <span className={classes.facts}>
          {!final && <span>{progressWords(job)}</span>}
          <time dateTime={job.created_at} title={formatMoment(job.created_at)}>
            {formatAgo(job.created_at)}
          </time>
        </span>
      </span>
    </Link>
  );
}
