import { ActionIcon, CloseButton, Group, Text, TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

interface Props {
  query: string;
  onQuery: (query: string) => void;
  hits: readonly string[];
  at: number;
  onNext: () => void;
  onClose: () => void;
}

/** Finds labels in the diagram: hits stay lit, Enter goes from one to the next, Esc ends it. */
export function NodeSearch({ query, onQuery, hits, at, onNext, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        ref={input}
        size="xs"
        w={170}
        leftSection={<IconSearch size={14} />}
        rightSection={<CloseButton size="xs" aria-label="Close search" onClick={onClose} />}
        placeholder="Find in the diagram"
        aria-label="Find in the diagram"
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onNext();
          if (event.key === "Escape") {
            event.stopPropagation();
            onClose();
          }
        }}
      />
      {query !== "" && (
        <>
          <Text size="xs" c="dimmed" role="status" style={{ whiteSpace: "nowrap" }}>
            {hits.length === 0 ? "none" : `${at + 1} / ${hits.length}`}
          </Text>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label="Next hit" disabled={hits.length === 0} onClick={onNext}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
