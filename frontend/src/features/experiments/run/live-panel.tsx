import { useThrottledValue } from "@mantine/hooks";
import { useMemo } from "react";
import type { JobEvent } from "@/shared/api/types";
import { figureWords, nameWords } from "@/shared/lib/run-words";
import { Panel } from "@/shared/ui/panel";
import { ChartView } from "../charts/chart-view";
import { liveCharts, seriesOf, toldCharts } from "./live-events";
import classes from "./run-page.module.css";

/** Milliseconds between two drawings: a training tells figures faster than a chart can be drawn. */
const PACE = 1_000;

/** The figures and charts of a run while it goes on. */
export function LivePanel({ events, ended }: { events: readonly JobEvent[]; ended: boolean }) {
  const calm = useThrottledValue(events, PACE);
  const series = useMemo(() => seriesOf(calm), [calm]);
  const charts = useMemo(() => [...toldCharts(calm), ...liveCharts(series)], [calm, series]);
  if (series.length === 0 && charts.length === 0) return null;
  return (
    <Panel label="So far">
      <h2 className={classes.heading}>{ended ? "Until it ended" : "So far"}</h2>
      {series.length > 0 && (
        <dl className={classes.metrics}>
          {series.map(({ name, unit, last }) => (
            <div key={name} className={classes.metric}>
              <dt>{nameWords(name)}</dt>
              <dd>
                <span className={classes.figure}>{figureWords({ value: last, unit })}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.charts}>
        {charts.map((chart) => (
          <ChartView key={chart.title} chart={chart} />
        ))}
      </div>
    </Panel>
  );
}
