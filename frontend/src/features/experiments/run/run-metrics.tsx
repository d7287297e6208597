import type { RunMetric } from "@/shared/api/experiment-types";
import { formatFigure, nameWords } from "@/shared/lib/run-words";
import classes from "./run-page.module.css";

const WAYS = { higher: "higher is better", lower: "lower is better", none: "" };

/** The figures of a run, each with its unit and which way is better. */
export function RunMetrics({ metrics }: { metrics: readonly RunMetric[] }) {
  return (
    <dl className={classes.metrics}>
      {metrics.map(({ name, value, unit, better }) => (
        <div key={name} className={classes.metric}>
          <dt>{nameWords(name)}</dt>
          <dd>
            <span className={classes.figure}>{formatFigure(value)}</span> {value !== null && unit}
            {better !== "none" && <span className={classes.way}>{WAYS[better]}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
