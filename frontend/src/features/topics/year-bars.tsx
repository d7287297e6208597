import type { TopicYear } from "./topic-types";
import { yearsSentence } from "./topic-words";
import classes from "./year-bars.module.css";

interface Props {
  years: readonly TopicYear[];
  /** Small ones stand in a row of the list and have no scale. */
  small?: boolean;
}

const STEP = 20;
const GAP = 3;

/** Papers per year as bars; their sentence is the text alternative. */
export function YearBars({ years, small = false }: Props) {
  if (years.length === 0) return <span className={classes.none}>No dated papers</span>;
  const height = small ? 44 : 120;
  const most = Math.max(...years.map((year) => year.papers), 1);
  const width = years.length * STEP;
  const every = Math.ceil(years.length / (small ? 2 : 12));
  return (
    <svg
      className={small ? classes.small : classes.chart}
      viewBox={`0 -14 ${width} ${height + 30}`}
      preserveAspectRatio={small ? "none" : undefined}
      role="img"
      aria-label={yearsSentence(years)}
    >
      <line x1={0} x2={width} y1={height} y2={height} className={classes.axis} />
      {years.map(({ year, papers }, at) => {
        const tall = (papers / most) * height;
        return (
          <g key={year}>
            <rect x={at * STEP + GAP} width={STEP - 2 * GAP} y={height - tall} height={tall} className={classes.bar}>
              <title>{`${year}: ${papers}`}</title>
            </rect>
            {!small && papers > 0 && (
              <text x={(at + 0.5) * STEP} y={height - tall - 3} className={classes.label}>
                {papers}
              </text>
            )}
            {!small && (at % every === 0 || at === years.length - 1) && (
              <text x={(at + 0.5) * STEP} y={height + 12} className={classes.label}>
                {years.length > 14 ? `’${String(year).slice(2)}` : year}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
