import { Button, RangeSlider } from "@mantine/core";
import { type PointerEvent, useMemo, useRef, useState } from "react";
import { plural } from "@/shared/lib/format";
import type { GraphNode } from "../model/types";
import { yearBars, type Years, yearWords } from "../model/years";
import classes from "./timeline.module.css";

interface Props {
  nodes: Iterable<GraphNode>;
  years: Years | null;
  onYears: (years: Years | null) => void;
}

/** The papers on show by year; a span of them filters the graph. */
export function Timeline({ nodes, years, onYears }: Props) {
  const bars = useMemo(() => yearBars(nodes), [nodes]);
  const [dragged, setDragged] = useState<Years>();
  const anchor = useRef<number | null>(null);
  const [first, last] = [bars[0]?.year ?? 0, bars.at(-1)?.year ?? 0];
  if (bars.length < 2) {
    // It keeps its room: a canvas that shrank when a second year came would move under the hand.
    return (
      <section className={classes.timeline} aria-label="Years">
        <span className={classes.alone}>{bars.length === 1 ? `All papers on show are of ${first}` : "No paper on show has a year"}</span>
      </section>
    );
  }
  const span = dragged ?? years ?? { from: first, to: last };
  const count = bars.reduce((sum, bar) => sum + (bar.year >= span.from && bar.year <= span.to ? bar.count : 0), 0);
  const most = Math.max(...bars.map((bar) => bar.count));
  const settle = (next: Years): void => {
    setDragged(undefined);
    onYears(next.from <= first && next.to >= last ? null : next);
  };
  const yearAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return first + Math.min(Math.max(at, 0), bars.length - 1);
  };
  const brush = (event: PointerEvent<HTMLElement>): Years => {
    const [from, to] = [anchor.current ?? 0, yearAt(event)];
    return { from: Math.min(from, to), to: Math.max(from, to) };
  };
  const step = Math.ceil(bars.length / 14);
  return (
    <section className={classes.timeline} aria-label="Years">
      <div className={classes.scale}>
        {/* The thumbs below do the same by keyboard. */}
        <div
          className={classes.bars}
          aria-hidden
          data-testid="graph-years"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            anchor.current = yearAt(event);
            setDragged(brush(event));
          }}
          onPointerMove={(event) => {
            if (anchor.current !== null) setDragged(brush(event));
          }}
          onPointerUp={(event) => {
            if (anchor.current === null) return;
            settle(brush(event));
            anchor.current = null;
          }}
          onPointerCancel={() => {
            anchor.current = null;
            setDragged(undefined);
          }}
        >
          {bars.map(({ year, count: papers }, at) => (
            <span key={year} className={classes.slot} data-in={(year >= span.from && year <= span.to) || undefined} title={`${year}: ${plural(papers, "paper")}`}>
              <span className={classes.bar} style={{ height: `${(100 * papers) / most}%` }} />
              {(at % step === 0 || at === bars.length - 1) && <span className={classes.year}>{year}</span>}
            </span>
          ))}
        </div>
        <RangeSlider
          size={2}
          thumbSize={12}
          style={{ marginInline: `${50 / bars.length}%` }}
          min={first}
          max={last}
          minRange={0}
          label={null}
          thumbFromLabel="First year"
          thumbToLabel="Last year"
          value={[span.from, span.to]}
          onChange={([from, to]) => setDragged({ from, to })}
          onChangeEnd={([from, to]) => settle({ from, to })}
        />
      </div>
      <div className={classes.words} aria-live="polite">
        <span>
          <strong>{span.from <= first && span.to >= last ? "All years" : yearWords(span)}</strong>
          <span className={classes.count}>{plural(count, "paper")}</span>
        </span>
        {years !== null && (
          <Button size="compact-xs" variant="default" onClick={() => onYears(null)}>
            All years
          </Button>
        )}
      </div>
    </section>
  );
}
