import { Group, Skeleton, Text, Title } from "@mantine/core";
import { useRuns } from "@/shared/api/experiments";
import type { Paper } from "@/shared/api/types";
import { RunExperiment } from "@/shared/ui/run-experiment";
import { RunList } from "@/shared/ui/run-list";

const SHOWN = 8;

/** The runs that are linked to a paper, and the way to one more. */
export function PaperRuns({ paper }: { paper: Paper }) {
  const runs = useRuns({ paper: paper.arxiv_id }, SHOWN);
  const rows = runs.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <Group justify="space-between" gap="xs" mb={8}>
        <Title order={2}>Runs</Title>
        <RunExperiment papers={[paper.arxiv_id]} size="compact-sm" />
      </Group>
      {runs.isError ? (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {runs.error.message}
        </Text>
      ) : runs.isPending ? (
        <Skeleton height={48} />
      ) : rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          No run is linked to this paper yet.
        </Text>
      ) : (
        <RunList runs={rows} label="Runs linked to this paper" />
      )}
    </>
  );
}
