import { ActionIcon, NativeSelect, Slider, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArrowRight, IconBulb } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Synthesis, SynthesisSummary } from "@/shared/api/types";
import { formatMoment } from "@/shared/lib/format";
import classes from "./merge-bar.module.css";

export const LEAST_NODES = 12;
export const MOST_NODES = 200;
export const USUAL_NODES = 40;

interface Props {
  synthesis: Synthesis;
  syntheses: readonly SynthesisSummary[];
  version: string;
  busy: boolean;
  onMerge: (maxNodes: number, question: string) => void;
  onVersion: (version: string) => void;
  onSynthesis: (id: string) => void;
}

/** How large the map is, which question it answers, and which version is on show. Mount anew for another version. */
export function MergeBar({ synthesis, syntheses, version, busy, onMerge, onVersion, onSynthesis }: Props) {
  const asked = synthesis.settings.max_nodes ?? USUAL_NODES;
  const [nodes, setNodes] = useState(asked);
  const [question, setQuestion] = useState(synthesis.question);
  const mayWrite = useMayWrite();
  // Keys move the slider step by step; only where it comes to rest is merged.
  const settle = useDebouncedCallback((value: number) => {
    if (value !== asked) onMerge(value, synthesis.question);
  }, 500);
  const ask = (): void => onMerge(nodes, question.trim());
  return (
    <div className={classes.bar} title={mayWrite ? undefined : "Your role is viewer: you cannot merge"}>
      <TextInput
        className={classes.question}
        size="xs"
        aria-label="Question that steers the merge"
        placeholder={mayWrite ? "Ask the papers a question, and merge by it" : "Your role is viewer: you cannot merge"}
        leftSection={<IconBulb size={15} />}
        maxLength={500}
        value={question}
        disabled={busy || !mayWrite}
        onChange={(event) => setQuestion(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") ask();
        }}
        rightSection={
          question.trim() !== synthesis.question && (
            <Tooltip label="Merge by this question">
              <ActionIcon size={22} aria-label="Merge by this question" onClick={ask}>
                <IconArrowRight size={14} />
              </ActionIcon>
            </Tooltip>
          )
        }
      />
      <div className={classes.slider}>
        <Slider
          className={classes.track}
          thumbLabel="Most nodes in the map"
          size="sm"
          label={null}
          min={LEAST_NODES}
          max={MOST_NODES}
          step={1}
          disabled={busy || !mayWrite}
          value={nodes}
          onChange={setNodes}
          onChangeEnd={settle}
        />
        <span className={classes.count}>up to {nodes} nodes</span>
      </div>
      {syntheses.length > 1 && (
        <NativeSelect
          size="xs"
          maw={170}
          aria-label="Merge on show"
          value={synthesis.id ?? ""}
          data={syntheses.map((one) => ({ value: one.id, label: one.question === "" ? "No question" : one.question }))}
          onChange={(event) => onSynthesis(event.currentTarget.value)}
        />
      )}
      {synthesis.versions.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Version of the map"
          value={version}
          data={synthesis.versions.map((one, at) => ({
            value: at === 0 ? "" : String(one.number),
            label: `v${one.number} · ${formatMoment(one.created_at)}`,
          }))}
          onChange={(event) => onVersion(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
