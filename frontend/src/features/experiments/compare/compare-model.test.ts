import { expect, test } from "vitest";
import type { Run } from "@/shared/api/experiment-types";
import { chartPairs, metricLines, parameterLines, runLabels } from "./compare-model";
import { historyChart } from "./metric-history";

const run = (id: string, given: Partial<Run>): Run =>
  ({ id, parameters: {}, seed: 1, device: "cpu", metrics: [], charts: [], created_at: "2026-01-01T10:00:00Z", ...given }) as Run;
const metric = (name: string, value: number | null, better: "higher" | "lower" | "none") => ({ name, value, unit: "s", better });

const RUNS = [
  run("a", { parameters: { size: 1, way: "x" }, metrics: [metric("time", 2, "lower"), metric("score", 0.5, "higher"), metric("count", 3, "none")] }),
  run("b", { parameters: { size: 8, way: "x" }, metrics: [metric("time", 1, "lower"), metric("score", 0.5, "higher"), metric("extra", 9, "higher")] }),
];

test("what differs between the parameters comes first", () => {
  expect(parameterLines(RUNS).map((line) => [line.name, line.differs])).toEqual([["size", true], ["way", false], ["seed", false], ["device", false]]);
  expect(parameterLines(RUNS)[0]?.values).toEqual(["1", "8"]);
});

test("the best of a figure is marked only where there is a better one", () => {
  expect(metricLines(RUNS).map((line) => [line.name, line.best])).toEqual([["time", [1]], ["score", []], ["count", []], ["extra", []]]);
  expect(metricLines(RUNS)[2]?.values).toEqual([3, null]);
});

test("runs are named by what differs, and numbered where nothing does", () => {
  expect(runLabels(RUNS)).toEqual(["size 1", "size 8"]);
  const same = runLabels([run("a", {}), run("b", {})]);
  expect(same[0]).toMatch(/^1: /);
  expect(new Set(same).size).toBe(2);
});

test("charts of one title are paired", () => {
  const chart = { title: "Loss", description: "", spec: { data: { values: [{ x: 1, y: 2 }] }, mark: "line", encoding: { x: { field: "x" }, y: { field: "y" } } } };
  const pairs = chartPairs([run("a", { charts: [chart] }), run("b", { charts: [chart, { ...chart, title: "Only b" }] })], ["one", "two"]);
  expect(pairs.map((pair) => [pair.title, pair.apart.length, pair.together !== null])).toEqual([["Loss", 2, true], ["Only b", 1, false]]);
});

test("the history of a figure tells its range and machines in words, and keeps dots of a name from being paths", () => {
  const point = { run: "r", at: "2026-01-01T10:00:00Z", value: 2, device: "cpu", machine: { id: "m" }, seed: 1, parameters: {} };
  const chart = historyChart({ metric: "p99.9", unit: "ms", better: "lower", points: [point, { ...point, value: 4, machine: { id: "n" } }] });
  expect(chart.description).toBe("2 runs on 2 machines, from 2 to 4 ms. Lower is better.");
  expect(JSON.stringify(chart.spec)).toContain(String.raw`"field":"p99\\.9"`);
});
