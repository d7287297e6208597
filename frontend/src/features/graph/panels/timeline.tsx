import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Years } from "@/shared/lib/years";
import { YearBrush, YearRoom } from "@/shared/ui/year-brush";
import type { GraphNode } from "../model/types";
import { yearBars } from "../model/years";

interface Props {
  nodes: Iterable<GraphNode>;
  years: Years | null;
  onYears: (years: Years | null) => void;
}

/** The papers on show by year; a span of them filters the graph. */
export function Timeline({ nodes, years, onYears }: Props) {
  const bars = useMemo(() => yearBars(nodes), [nodes]);
  const [dragged, setDragged] = useState<Years>();
  const [first, last] = [bars[0]?.year ?? 0, bars.at(-1)?.year ?? 0];
  if (bars.length < 2) {
    // It keeps its room: a canvas that shrank when a second year came would move under the hand.
    return (
      <YearRoom label="Years">{bars.length === 1 ? `All papers on show are of ${first}` : "No paper on show has a year"}</YearRoom>
    );
  }
  return (
    <YearBrush
      label="Years"
      bars={bars}
      span={dragged ?? years ?? { from: first, to: last }}
      testId="graph-years"
      onDrag={setDragged}
      onDone={(next) => {
        setDragged(undefined);
        onYears(next.from <= first && next.to >= last ? null : next);
      }}
      onDrop={() => setDragged(undefined)}
    >
      {years !== null && (
        <Button size="compact-xs" variant="default" onClick={() => onYears(null)}>
          All years
        </Button>
      )}
    </YearBrush>
  );
}
