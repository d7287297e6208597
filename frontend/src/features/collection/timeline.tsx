import { Button, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { PaperSummary, Synthesis } from "@/shared/api/types";
import { papersIn, type Years } from "@/shared/lib/years";
import { YearBrush, YearRoom } from "@/shared/ui/year-brush";
import { yearBars, yearsOf } from "./timeline-model";

interface Props {
  papers: readonly PaperSummary[];
  synthesis: Synthesis;
  disabled: boolean;
  /** Undefined: all years. */
  onYears: (years: Years | undefined) => void;
}

/** Moves within this time are one choice, so that keys and second thoughts do not start a merge each. */
const REST = 700;
const LEAST_PAPERS = 2;
const LABEL = "Years of the papers";

/** The papers by year; choosing a span merges those of it. */
export function Timeline({ papers, synthesis, disabled, onYears }: Props) {
  const bars = useMemo(() => yearBars(papers), [papers]);
  const shown = yearsOf(synthesis, bars);
  const [first, last] = [bars[0]?.year ?? 0, bars[bars.length - 1]?.year ?? 0];
  const [chosen, setChosen] = useState<Years>();
  const span = chosen ?? shown ?? { from: first, to: last };
  const settle = useDebouncedCallback((next: Years) => {
    const all = next.from <= first && next.to >= last;
    if (all ? shown !== undefined : papersIn(bars, next) >= LEAST_PAPERS) onYears(all ? undefined : next);
  }, REST);
  if (bars.length < 2) return papers.length < synthesis.papers.length ? <YearRoom label={LABEL}>{null}</YearRoom> : null;
  const clear = (): void => {
    settle.cancel();
    setChosen(undefined);
    if (shown !== undefined) onYears(undefined);
  };
  return (
    <YearBrush
      label={LABEL}
      bars={bars}
      span={span}
      disabled={disabled}
      testId="year-bars"
      onStart={() => settle.cancel()}
      onDrag={setChosen}
      onDone={settle}
      onDrop={() => setChosen(undefined)}
    >
      {papersIn(bars, span) < LEAST_PAPERS ? (
        <Text span size="xs" c="var(--danger-text)">
          A merge needs at least two.
        </Text>
      ) : (
        (span.from > first || span.to < last) && (
          <Button size="compact-xs" variant="default" onClick={clear}>
            All years
          </Button>
        )
      )}
    </YearBrush>
  );
}
