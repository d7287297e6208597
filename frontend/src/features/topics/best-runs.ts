import type { RunRow } from "@/shared/api/experiment-types";

const SHOWN = 3;

/**
 * The best runs of one experiment by its first figure that has a better way; where it has none, the newest. `runs` come
 * newest first, and of two that are as good the newer stands first.
 */
export function bestRuns(runs: readonly RunRow[]): { metric: string | null; runs: RunRow[] } {
  const judge = runs.flatMap((run) => run.metrics).find((metric) => metric.better !== "none" && metric.value !== null);
  if (judge === undefined) return { metric: null, runs: runs.slice(0, SHOWN) };
  const sign = judge.better === "higher" ? -1 : 1;
  const figure = (run: RunRow): number => {
    const value = run.metrics.find((metric) => metric.name === judge.name)?.value;
    return value === null || value === undefined ? Infinity : sign * value;
  };
  const known = runs.filter((run) => figure(run) < Infinity);
  return { metric: judge.name, runs: known.sort((left, right) => figure(left) - figure(right)).slice(0, SHOWN) };
}
