import type { Run, RunChart, RunMetric } from "@/shared/api/experiment-types";
import { formatMoment } from "@/shared/lib/format";
import { overlaid } from "../charts/chart-data";
import { valueWords } from "../value-words";

export interface ParameterLine {
  name: string;
  values: string[];
  differs: boolean;
}

export interface MetricLine {
  name: string;
  unit: string;
  better: RunMetric["better"];
  values: (number | null)[];
  /** Indexes of the runs that no other beats; empty where none is better. */
  best: number[];
}

const namesOf = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

/** What each run was set up with, the lines that differ first. */
export function parameterLines(runs: readonly Run[]): ParameterLine[] {
  const line = (name: string, values: string[]): ParameterLine => ({ name, values, differs: new Set(values).size > 1 });
  const lines = [
    ...namesOf(runs.map((run) => Object.keys(run.parameters))).map((name) => line(name, runs.map((run) => valueWords(run.parameters[name])))),
    line("seed", runs.map((run) => String(run.seed))),
    line("device", runs.map((run) => run.device)),
  ];
  return [...lines.filter((one) => one.differs), ...lines.filter((one) => !one.differs)];
}

function bestOf(values: readonly (number | null)[], better: RunMetric["better"]): number[] {
  const known = values.filter((value) => value !== null);
  if (better === "none" || known.length < 2 || new Set(known).size < 2) return [];
  const top = better === "higher" ? Math.max(...known) : Math.min(...known);
  return values.flatMap((value, at) => (value === top ? [at] : []));
}

/** The figures of the runs beside each other, with the best of each line. */
export function metricLines(runs: readonly Run[]): MetricLine[] {
  return namesOf(runs.map((run) => run.metrics.map((metric) => metric.name))).map((name) => {
    const found = runs.map((run) => run.metrics.find((metric) => metric.name === name));
    const { unit = "", better = "none" } = found.find((metric) => metric !== undefined) ?? {};
    const values = found.map((metric) => metric?.value ?? null);
    return { name, unit, better, values, best: bestOf(values, better) };
  });
}

/** Short names that tell the runs apart: by what differs between them, with a number where that is not enough. */
export function runLabels(runs: readonly Run[]): string[] {
  const lines = parameterLines(runs).filter((line) => line.differs);
  const labels = runs.map((run, at) =>
    lines.length > 0 && lines.length <= 2 ? lines.map((line) => `${line.name} ${line.values[at]}`).join(", ") : formatMoment(run.created_at),
  );
  const clear = new Set(labels).size === labels.length && labels.every((label) => label.length <= 40);
  return clear ? labels : labels.map((label, at) => `${at + 1}: ${label.slice(0, 40)}`);
}

export interface ChartPair {
  title: string;
  /** One chart of all runs, or null where they stand side by side. */
  together: RunChart | null;
  apart: { run: string; chart: RunChart }[];
}

/** The charts of the runs by title, laid over each other where that hides nothing. */
export function chartPairs(runs: readonly Run[], labels: readonly string[]): ChartPair[] {
  return namesOf(runs.map((run) => run.charts.map((chart) => chart.title))).map((title) => {
    const apart = runs.flatMap((run, at) => run.charts.filter((chart) => chart.title === title).map((chart) => ({ run: labels[at] ?? run.id, chart })));
    return { title, together: overlaid(apart, "run"), apart };
  });
}
