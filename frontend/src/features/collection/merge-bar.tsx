import { ActionIcon, NativeSelect, Slider, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArrowRight, IconBulb, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Synthesis, SynthesisSummary } from "@/shared/api/types";
import { formatMoment } from "@/shared/lib/format";
import classes from "./merge-bar.module.css";
import type { MergeWishes } from "./start-merge";
import { USUAL_NODES } from "./use-merge";

const LEAST_NODES = 12;
const MOST_NODES = 200;

interface Props {
  synthesis: Synthesis;
  syntheses: readonly SynthesisSummary[];
  version: string;
  busy: boolean;
  onMerge: (wishes: Partial<MergeWishes>) => void;
  onVersion: (version: string) => void;
  onSynthesis: (id: string) => void;
}

function nameOf({ question, from, to }: SynthesisSummary): string {
  const years = [from, to].map((day) => day?.slice(0, 4) ?? "");
  const span = from === null && to === null ? "" : `${years[0]}–${years[1]}`;
  return [question || "No question", span].filter((part) => part !== "").join(", ");
}

/** How large the map is, which question it answers, and which version is on show. Mount anew for another version. */
export function MergeBar({ synthesis, syntheses, version, busy, onMerge, onVersion, onSynthesis }: Props) {
  const asked = synthesis.settings.max_nodes ?? USUAL_NODES;
  const [nodes, setNodes] = useState(asked);
  const [question, setQuestion] = useState(synthesis.question);
  const mayWrite = useMayWrite();
  // Keys move the slider step by step; only where it comes to rest is merged.
  const settle = useDebouncedCallback((value: number) => {
    if (value !== asked) onMerge({ max_nodes: value });
  }, 500);
  const ask = (): void => onMerge({ max_nodes: nodes, question: question.trim() });
  return (
    <div className={classes.bar} title={mayWrite ? undefined : "Your role is viewer: you cannot merge"}>
      <TextInput
        className={classes.question}
        size="xs"
        aria-label="Question that steers the merge"
        placeholder={mayWrite ? "What do you want to know?" : "Your role is viewer: you cannot merge"}
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
      <Tooltip label="Merge again: papers or merged forms may have changed">
        <ActionIcon variant="default" size={30} aria-label="Merge again" disabled={busy || !mayWrite} onClick={ask}>
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
      {syntheses.length > 1 && (
        <NativeSelect
          size="xs"
          maw={170}
          aria-label="Merge on show"
          value={synthesis.id ?? ""}
          data={syntheses.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={(event) => onSynthesis(event.currentTarget.value)}
        />
      )}
      {synthesis.versions.length > 1 && (
        <NativeSelect
          size="xs"
          className={classes.version}
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
