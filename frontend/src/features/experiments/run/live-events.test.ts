import { expect, test } from "vitest";
import type { JobEvent } from "@/shared/api/types";
import { rowsOf } from "../charts/chart-data";
import { liveCharts, seriesOf, thinned, toldCharts, wholeLog } from "./live-events";

let seq = 0;
const event = (type: string, payload: Record<string, unknown>) => ({ type, payload, seq: (seq += 1), created_at: "" }) as JobEvent;

test("figures become series by name; without a step they are counted, and what is no number is no point", () => {
  const series = seriesOf([
    event("metric", { name: "loss", value: 2, step: 10, unit: "nats" }),
    event("log", { line: "x" }),
    event("metric", { name: "score", value: 0.5, step: null }),
    event("metric", { name: "loss", value: null, step: 20, unit: "nats" }),
    event("metric", { name: "score", value: 0.6, step: null }),
  ]);
  expect(series).toEqual([
    { name: "loss", unit: "nats", last: null, points: [{ step: 10, value: 2 }] },
    { name: "score", unit: "", last: 0.6, points: [{ step: 1, value: 0.5 }, { step: 2, value: 0.6 }] },
  ]);
  expect(liveCharts(series).map((chart) => chart.title)).toEqual(["score"]);
});

test("figures of one unit share a chart", () => {
  const twice = (name: string) => [1, 2].map((step) => event("metric", { name, value: step, step, unit: "s" }));
  const [chart, ...more] = liveCharts(seriesOf([...twice("a"), ...twice("b")]));
  expect(more).toEqual([]);
  expect(chart && rowsOf(chart.spec).length).toBe(4);
});

test("long lines are thinned and keep both ends", () => {
  const points = Array.from({ length: 1000 }, (_, at) => at);
  const few = thinned(points, 10);
  expect([few.length, few[0], few.at(-1)]).toEqual([10, 0, 999]);
});

test("a later chart of a title replaces the earlier", () => {
  const told = toldCharts([event("chart", { title: "A", spec: { n: 1 }, description: "one" }), event("chart", { title: "A", spec: { n: 2 }, description: "two" })]);
  expect(told).toEqual([{ title: "A", spec: { n: 2 }, description: "two" }]);
});

test("the longer of both logs is the whole one", () => {
  expect(wholeLog(["a", "b"], ["a"])).toEqual(["a", "b"]);
  expect(wholeLog(["a"], ["a", "b"])).toEqual(["a", "b"]);
});
