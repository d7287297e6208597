import { Button, RangeSlider, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type PointerEvent, useMemo, useRef, useState } from "react";
import type { PaperSummary, Synthesis } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { papersIn, type YearBar, yearBars, type Years, yearsOf, yearWords } from "./timeline-model";
import classes from "./timeline.module.css";

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

/** The papers by year; dragging over the bars, or moving the two thumbs, merges those of that span. */
export function Timeline({ papers, synthesis, disabled, onYears }: Props) {
  const bars = useMemo(() => yearBars(papers), [papers]);
  const shown = yearsOf(synthesis, bars);
  const [first, last] = [bars[0]?.year ?? 0, bars[bars.length - 1]?.year ?? 0];
  const [chosen, setChosen] = useState<Years>();
  const anchor = useRef<number | null>(null);
  const span = chosen ?? shown ?? { from: first, to: last };
  const whole = span.from <= first && span.to >= last;
  const count = papersIn(bars, span);
  const settle = useDebouncedCallback((next: Years) => {
    const all = next.from <= first && next.to >= last;
    if (all ? shown !== undefined : papersIn(bars, next) >= LEAST_PAPERS) onYears(all ? undefined : next);
  }, REST);
  if (bars.length < 2) return null;

  const yearAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return first + Math.min(Math.max(at, 0), bars.length - 1);
  };
  const spanTo = (year: number): Years => {
    const from = anchor.current ?? year;
    return { from: Math.min(from, year), to: Math.max(from, year) };
  };
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (disabled || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    settle.cancel();
    anchor.current = yearAt(event);
    setChosen(spanTo(anchor.current));
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (anchor.current !== null) setChosen(spanTo(yearAt(event)));
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    if (anchor.current === null) return;
    settle(spanTo(yearAt(event)));
    anchor.current = null;
  };
  const drop = (): void => {
    anchor.current = null;
    setChosen(undefined);
  };
  const clear = (): void => {
    settle.cancel();
    setChosen(undefined);
    if (shown !== undefined) onYears(undefined);
  };

  return (
    <section className={classes.timeline} aria-label="Years of the papers">
      <div className={classes.scale}>
        {/* The thumbs below do the same by keyboard. */}
        <div
          className={classes.bars}
          data-disabled={disabled || undefined}
          data-testid="year-bars"
          aria-hidden
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={drop}
        >
          <Bars bars={bars} span={span} />
        </div>
        <RangeSlider
          size={3}
          style={{ marginInline: `${50 / bars.length}%` }}
          thumbSize={13}
          min={first}
          max={last}
          minRange={0}
          label={null}
          disabled={disabled}
          thumbFromLabel="First year"
          thumbToLabel="Last year"
          value={[span.from, span.to]}
          onChange={([from, to]) => setChosen({ from, to })}
          onChangeEnd={([from, to]) => settle({ from, to })}
        />
      </div>
      <div className={classes.words} aria-live="polite">
        <span>
          <strong>{whole ? "All years" : yearWords(span)}</strong>{" "}
          <Text span size="xs" c="dimmed">
            {plural(count, "paper")}
          </Text>
        </span>
        {count < LEAST_PAPERS ? (
          <Text span size="xs" c="var(--danger-text)">
            A merge needs at least two.
          </Text>
        ) : (
          !whole && (
            <Button size="compact-xs" variant="default" onClick={clear}>
              All years
            </Button>
          )
        )}
      </div>
    </section>
  );
}

function Bars({ bars, span }: { bars: readonly YearBar[]; span: Years }) {
  const most = Math.max(...bars.map((bar) => bar.papers));
  const step = Math.ceil(bars.length / 12);
  return bars.map(({ year, papers }, at) => (
    <span key={year} className={classes.slot} data-in={(year >= span.from && year <= span.to) || undefined} title={`${year}: ${plural(papers, "paper")}`}>
      <span className={classes.bar} style={{ height: `${(100 * papers) / most}%` }} />
      {(at % step === 0 || at === bars.length - 1) && <span className={classes.year}>{year}</span>}
    </span>
  ));
}
