import { RangeSlider } from "@mantine/core";
import { type PointerEvent, type ReactNode, useRef } from "react";
import { plural } from "@/shared/lib/format";
import { type YearBar, type Years, papersIn, yearWords } from "@/shared/lib/years";
import classes from "./year-brush.module.css";

interface Props {
  label: string;
  /** Two or more. */
  bars: readonly YearBar[];
  span: Years;
  disabled?: boolean;
  testId: string;
  onStart?: () => void;
  /** The span under the hand; `onDone` follows when it is let go, `onDrop` when the browser takes the pointer away. */
  onDrag: (span: Years) => void;
  onDone: (span: Years) => void;
  onDrop: () => void;
  /** Beside the words of the span. */
  children?: ReactNode;
}

const LABELS = 12;

function Bars({ bars, span }: Pick<Props, "bars" | "span">) {
  const most = Math.max(...bars.map((bar) => bar.papers));
  const step = Math.ceil(bars.length / LABELS);
  return bars.map(({ year, papers }, at) => (
    <span key={year} className={classes.slot} data-in={(year >= span.from && year <= span.to) || undefined} title={`${year}: ${plural(papers, "paper")}`}>
      <span className={classes.bar} style={{ height: `${(100 * papers) / most}%` }} />
      {(at % step === 0 || at === bars.length - 1) && <span className={classes.year}>{year}</span>}
    </span>
  ));
}

/** The room of a brush that has nothing to choose from, or not yet: what stands above it does not move when it comes. */
export function YearRoom({ label, children }: Pick<Props, "label" | "children">) {
  return (
    <section className={`${classes.timeline} ${classes.room}`} aria-label={label}>
      {children}
    </section>
  );
}

/** Papers by year as bars; dragging over them, or moving the two thumbs, chooses a span. */
export function YearBrush({ label, bars, span, disabled = false, testId, onStart, onDrag, onDone, onDrop, children }: Props) {
  const anchor = useRef<number | null>(null);
  const [first, last] = [bars[0]?.year ?? 0, bars.at(-1)?.year ?? 0];
  const yearAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return first + Math.min(Math.max(at, 0), bars.length - 1);
  };
  const spanTo = (year: number): Years => {
    const from = anchor.current ?? year;
    return { from: Math.min(from, year), to: Math.max(from, year) };
  };
  return (
    <section className={classes.timeline} aria-label={label}>
      <div className={classes.scale}>
        {/* The thumbs below do the same by keyboard. */}
        <div
          className={classes.bars}
          data-disabled={disabled || undefined}
          data-testid={testId}
          aria-hidden
          onPointerDown={(event) => {
            if (disabled || event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            onStart?.();
            anchor.current = yearAt(event);
            onDrag(spanTo(anchor.current));
          }}
          onPointerMove={(event) => {
            if (anchor.current !== null) onDrag(spanTo(yearAt(event)));
          }}
          onPointerUp={(event) => {
            if (anchor.current === null) return;
            onDone(spanTo(yearAt(event)));
            anchor.current = null;
          }}
          onPointerCancel={() => {
            anchor.current = null;
            onDrop();
          }}
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
          onChange={([from, to]) => onDrag({ from, to })}
          onChangeEnd={([from, to]) => onDone({ from, to })}
        />
      </div>
      <div className={classes.words} aria-live="polite">
        <span>
          <strong>{span.from <= first && span.to >= last ? "All years" : yearWords(span)}</strong>
          <span className={classes.count}>{plural(papersIn(bars, span), "paper")}</span>
        </span>
        {children}
      </div>
    </section>
  );
}
