import { expect, test } from "vitest";
import type { RunMetric, RunRow } from "@/shared/api/experiment-types";
import { bestRuns } from "./best-runs";

const run = (id: string, ...metrics: [string, number | null, RunMetric["better"]][]): RunRow =>
  ({ id, metrics: metrics.map(([name, value, better]) => ({ name, value, unit: "", better })) }) as RunRow;
const ids = (runs: readonly RunRow[]) => runs.map((one) => one.id);

test("the best by the first figure that has a better way stand first, equals by age", () => {
  const found = bestRuns([
    run("new", ["rows", 9, "none"], ["time", 3, "lower"]),
    run("fast", ["rows", 9, "none"], ["time", 1, "lower"]),
    run("untimed", ["rows", 9, "none"], ["time", null, "lower"]),
    run("old", ["rows", 9, "none"], ["time", 3, "lower"]),
    run("slow", ["rows", 9, "none"], ["time", 8, "lower"]),
  ]);
  expect([found.metric, ids(found.runs)]).toEqual(["time", ["fast", "new", "old"]]);
  expect(ids(bestRuns([run("a", ["score", 0.1, "higher"]), run("b", ["score", 0.2, "higher"])]).runs)).toEqual(["b", "a"]);
});

test("without such a figure the newest are shown", () => {
  expect(bestRuns([run("a", ["rows", 1, "none"]), run("b")])).toMatchObject({ metric: null, runs: [{ id: "a" }, { id: "b" }] });
});
