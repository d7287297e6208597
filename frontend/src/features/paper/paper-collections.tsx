import { ActionIcon, Anchor, Group, Select, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "react-router";
import { useChangeCollectionPapers } from "@/shared/api/collection-papers";
import { useCollections } from "@/shared/api/collections";
import { useMayWrite } from "@/shared/api/may-write";
import type { Paper } from "@/shared/api/types";

interface Props {
  paper: Paper;
}

/** The collections the paper is in; adds it to others and takes it out. */
export function PaperCollections({ paper }: Props) {
  const collections = useCollections();
  const change = useChangeCollectionPapers();
  const mayWrite = useMayWrite();
  const inside = new Set(paper.collections.map((one) => one.id));
  const others = (collections.data?.results ?? []).filter((one) => !inside.has(one.id));
  return (
    <Stack gap={6}>
      {paper.collections.length === 0 && (
        <Text size="sm" c="dimmed">
          In no collection yet.
        </Text>
      )}
      {paper.collections.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap" gap="xs">
          <Anchor component={Link} to={`/collections/${one.id}`} size="sm" truncate>
            {one.name}
          </Anchor>
          {mayWrite && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={`Take out of ${one.name}`}
              onClick={() => change.mutate({ collection: one.id, remove: [paper.arxiv_id] })}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {mayWrite && others.length > 0 && !paper.withdrawn && (
        <Select
          size="xs"
          aria-label="Add to a collection"
          placeholder="Add to a collection"
          searchable
          value={null}
          data={others.map((one) => ({ value: String(one.id), label: one.name }))}
          onChange={(id) => {
            if (id !== null) change.mutate({ collection: Number(id), add: [paper.arxiv_id] });
          }}
        />
      )}
      {change.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {change.error.message}
        </Text>
      )}
    </Stack>
  );
}
