import { Button, type ButtonProps, Text } from "@mantine/core";
import { Link } from "react-router";
import { useCancelJob, useRetryJob } from "@/shared/api/job-actions";
import { isFinal } from "@/shared/api/jobs";
import { useMayWrite } from "@/shared/api/may-write";
import type { Job } from "@/shared/api/types";
import { resultLinks } from "@/shared/lib/job-words";

type Props = { job: Job; size?: ButtonProps["size"] };

/** What can be done with a job: see what came out, stop it, try it again; and why that did not work. */
export function JobButtons({ job, size = "sm" }: Props) {
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const mayWrite = useMayWrite();
  const problem = cancel.error ?? retry.error;
  const final = isFinal(job.state);
  return (
    <>
      {problem !== null && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {problem.message}
        </Text>
      )}
      {resultLinks(job).map((link) => (
        <Button key={link.to} component={Link} to={link.to} size={size} variant={final ? "filled" : "default"}>
          {link.label}
        </Button>
      ))}
      {mayWrite && !final && (
        <Button
          size={size}
          variant="default"
          loading={cancel.isPending || job.cancel_requested}
          onClick={() => {
            cancel.mutate(job.id);
          }}
        >
          Cancel
        </Button>
      )}
      {mayWrite && (job.state === "failed" || job.state === "cancelled") && (
        <Button
          size={size}
          variant="default"
          loading={retry.isPending}
          onClick={() => {
            retry.mutate(job.id);
          }}
        >
          Try again
        </Button>
      )}
    </>
  );
}
