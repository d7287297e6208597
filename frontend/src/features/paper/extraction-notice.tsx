import { Alert, Button, Group, Text } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Paper } from "@/shared/api/types";
import { useJob } from "@/shared/live/use-job";
import { JobProgress } from "@/shared/ui/job-progress";
import { useExtract } from "./extract-paper";

interface Props {
  paper: Paper;
}

/** While the model has not read the paper: how far its job is, or the way to start one. */
export function ExtractionNotice({ paper }: Props) {
  const { state, job: known } = paper.extraction;
  const extract = useExtract(paper.arxiv_id);
  const mayWrite = useMayWrite();
  const { job, live } = useJob(known ?? extract.data?.job ?? null);
  if (state === "done" || state === "no_text" || paper.withdrawn) return null;
  return (
    <Alert color="gray" variant="light" icon={<IconSparkles size={18} />} title="Key terms and concept tree">
      {job !== undefined ? (
        <JobProgress job={job} live={live} />
      ) : (
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            {state === "waiting" ? "The model will read this paper soon." : "The model has not read this paper yet."}
          </Text>
          {state === "missing" && mayWrite && (
            <Button size="xs" loading={extract.isPending} onClick={() => extract.mutate()}>
              Extract now
            </Button>
          )}
        </Group>
      )}
      {extract.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {extract.error.message}
        </Text>
      )}
    </Alert>
  );
}
