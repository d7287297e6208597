import { Button, SegmentedControl, Text } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useMayWrite } from "@/shared/api/may-write";
import { useSystem } from "@/shared/api/system";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";
import { useRewriting } from "./rewrite-calls";
import { WORDS, type Words } from "./synopsis-words";

interface Props {
  synthesis: Synthesis;
  words: Words;
  onWords: (words: Words) => void;
}

/** Whose words the synopsis is in, where a model wrote some; and a way to ask one, where the house has one. */
export function RewriteBar({ synthesis, words, onWords }: Props) {
  const configured = useSystem().data?.rewriting ?? false;
  const mayWrite = useMayWrite();
  const newest = synthesis.version === synthesis.versions[0]?.number;
  const { start, working, message, problem } = useRewriting(synthesis.id, () => onWords(WORDS.model));
  const told = synthesis.rewritten;
  const offered = configured && mayWrite && newest;
  if (told === null && !offered) return null;
  return (
    <div className={classes.rewrite}>
      {told !== null && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Words of the synopsis"
          data={[
            { value: WORDS.papers, label: "As the papers say it" },
            { value: WORDS.model, label: `Rewritten (${told.model})` },
          ]}
          value={words}
          onChange={onWords}
        />
      )}
      {offered && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSparkles size={14} aria-hidden />}
          loading={working}
          onClick={start}
        >
          {told === null ? "Rewrite" : "Rewrite again"}
        </Button>
      )}
      {working && (
        <Text size="xs" c="dimmed" role="status">
          {message}
        </Text>
      )}
      {problem !== undefined && !working && (
        <Text size="xs" c="var(--danger-text)" role="alert">
          {problem}
        </Text>
      )}
    </div>
  );
}
