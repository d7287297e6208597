import type { RunChart } from "@/shared/api/experiment-types";
import type { JobEvent } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { formatFigure } from "@/shared/lib/run-words";
import { type Datum, lineSpec } from "../charts/chart-data";

export interface Series {
  name: string;
  unit: string;
  /** The newest figure. */
  last: number | null;
  points: { step: number; value: number }[];
}

/** Points of a line on show; more would not be seen and slow the page down. */
const MOST = 600;

/** The figures told so far, by name; what has no step is counted. */
export function seriesOf(events: readonly JobEvent[]): Series[] {
  const found = new Map<string, Series>();
  for (const { type, payload } of events) {
    if (type !== "metric" || typeof payload.name !== "string") continue;
    const unit = typeof payload.unit === "string" ? payload.unit : "";
    const series = found.get(payload.name) ?? { name: payload.name, unit, last: null, points: [] };
    found.set(payload.name, series);
    series.last = typeof payload.value === "number" ? payload.value : null;
    const step = typeof payload.step === "number" ? payload.step : series.points.length + 1;
    if (series.last !== null) series.points.push({ step, value: series.last });
  }
  return [...found.values()];
}

/** At most `most` of the points, evenly taken; the first and the last stay. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  const every = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => points[Math.round(at * every)] as T);
}

/** Lines of the figures that have gone on, those of one unit in one chart. */
export function liveCharts(series: readonly Series[]): RunChart[] {
  const byUnit = new Map<string, Series[]>();
  for (const one of series) if (one.points.length > 1) byUnit.set(one.unit, [...(byUnit.get(one.unit) ?? []), one]);
  return [...byUnit].map(([unit, group]) => {
    const values: Datum[] = group.flatMap((one) => thinned(one.points, MOST / group.length).map((point) => ({ ...point, figure: one.name })));
    const names = group.map((one) => one.name).join(", ");
    return {
      title: names,
      description: `${group.map((one) => `${one.name} ${formatFigure(one.last)}${unit && ` ${unit}`} after ${plural(one.points.length, "step")}`).join("; ")}.`,
      spec: lineSpec(
        values,
        { field: "step", type: "quantitative", axis: { tickMinStep: 1 } },
        { field: "value", type: "quantitative", title: unit === "" ? (group.length === 1 ? names : "value") : unit, scale: { zero: false } },
        group.length > 1 ? "figure" : undefined,
      ),
    };
  });
}

/** The charts told so far; a later one of the same title has replaced the earlier. */
export function toldCharts(events: readonly JobEvent[]): RunChart[] {
  const found = new Map<string, RunChart>();
  for (const { type, payload } of events) {
    const { title, spec, description } = payload;
    if (type !== "chart" || typeof title !== "string" || typeof spec !== "object" || spec === null) continue;
    found.set(title, { title, spec: spec as RunChart["spec"], description: typeof description === "string" ? description : "" });
  }
  return [...found.values()];
}

/** The log as rows hold it and as the socket goes on with it, each line once. */
export function wholeLog(stored: readonly string[], told: readonly string[]): readonly string[] {
  return told.length >= stored.length ? told : stored;
}
