import { Button, Progress, Text } from "@mantine/core";
import { useCancelJob, useRetryJob } from "@/shared/api/job-actions";
import { useMayWrite } from "@/shared/api/may-write";
import { countBeside } from "@/shared/lib/job-words";
import classes from "./merge-bar.module.css";
import type { Merging } from "./use-merge";

interface Props {
  merging: Merging;
}

/** The merge under way, above the map that it will replace; or why it failed. */
export function MergeProgress({ merging }: Props) {
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const mayWrite = useMayWrite();
  const { job, running, error } = merging;
  if (error !== null && !running) {
    return (
      <div className={classes.progress} role="alert">
        <Text size="sm" c="var(--danger-text)">
          {error.message}
        </Text>
      </div>
    );
  }
  if (!running && job === undefined) return null;
  const { done, total } = job?.progress ?? { done: 0, total: 0 };
  const failed = job?.state === "failed";
  const message = job?.message || "Merging the trees";
  return (
    <div className={classes.progress} role={failed ? "alert" : "status"} data-testid="merge-progress">
      <div className={classes.line}>
        <span>{failed ? (job.error?.message ?? "The merge failed.") : message}</span>
        <span className={classes.line}>
          {job !== undefined && !failed && countBeside(job, message)}
          {mayWrite && job !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              loading={cancel.isPending || retry.isPending}
              onClick={() => (failed ? retry : cancel).mutate(job.id)}
            >
              {failed ? "Try again" : "Cancel"}
            </Button>
          )}
        </span>
      </div>
      {!failed && (
        <Progress
          size={4}
          value={total > 0 ? (100 * done) / total : 100}
          animated={total === 0}
          transitionDuration={100}
          aria-label="Merge progress"
        />
      )}
    </div>
  );
}
