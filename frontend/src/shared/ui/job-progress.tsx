import { Group, Progress, Text } from "@mantine/core";
import { isFinal } from "@/shared/api/jobs";
import type { Job } from "@/shared/api/types";
import { countBeside, finishedSentence, progressWords } from "@/shared/lib/job-words";

/** What a job is doing or how it ended, in a sentence. */
function sentence(job: Job): string {
  if (isFinal(job.state)) return finishedSentence(job);
  if (job.cancel_requested) return "Stopping at its next step.";
  if (job.state === "queued") return job.message || "Waiting for a worker.";
  return job.message || "Under way.";
}

type Props = {
  job: Job;
  live: boolean;
  size?: number;
  /** Leaves the reason of a failure out, where it stands beside this already. */
  failureToldElsewhere?: boolean;
};

/** The bar, n of total and a sentence; says so when news are asked for and not pushed. */
export function JobProgress({ job, live, size = 6, failureToldElsewhere = false }: Props) {
  const { done, total } = job.progress;
  const value = job.state === "succeeded" ? 100 : total > 0 ? (100 * done) / total : 0;
  const failed = job.state === "failed";
  const told = failed && failureToldElsewhere ? "" : sentence(job);
  return (
    <>
      {(!failed || total > 0) && (
        <Progress.Root size={size} transitionDuration={100}>
          <Progress.Section
            value={value}
            color={failed ? "red" : "green"}
            aria-label="Progress"
            aria-valuetext={progressWords(job)}
          />
        </Progress.Root>
      )}
      <Group justify="space-between" gap="md" align="baseline" wrap="nowrap">
        <Text size="sm" c={failed ? "var(--danger-text)" : "dimmed"} aria-live="polite" lineClamp={3}>
          {told}
        </Text>
        <Text size="sm" c="dimmed" data-figures style={{ flexShrink: 0 }}>
          {countBeside(job, told)}
        </Text>
      </Group>
      {!isFinal(job.state) && !live && (
        <Text size="xs" c="dimmed">
          No live connection; asking every 2 seconds.
        </Text>
      )}
    </>
  );
}
