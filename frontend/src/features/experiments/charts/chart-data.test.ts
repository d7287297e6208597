import { expect, test } from "vitest";
import type { RunChart } from "@/shared/api/experiment-types";
import { fieldOf, overlaid, rowsOf, tableOf } from "./chart-data";

const chart = (mark: string, rows: Record<string, unknown>[], colour?: string): RunChart => ({
  title: "Loss",
  description: "Loss falls.",
  spec: {
    data: { values: rows },
    mark: { type: mark },
    encoding: { x: { field: "step" }, y: { field: "loss" }, ...(colour === undefined ? {} : { color: { field: colour } }) },
  },
});
const rows = [{ step: 1, loss: 2 }, { step: 2, loss: 1, note: "low" }];

test("the data of a chart is a table, whatever its layers", () => {
  expect(tableOf(chart("line", rows).spec)).toEqual({ columns: ["step", "loss", "note"], rows });
  expect(rowsOf({ layer: [{ data: { values: [{ a: 1 }] } }, { data: { values: [{ a: 2 }] } }] })).toEqual([{ a: 1 }, { a: 2 }]);
  expect(rowsOf({ data: { url: "elsewhere" } })).toEqual([]);
});

test("lines of several runs lie over each other, each told apart by colour and dash", () => {
  const both = overlaid([{ run: "first", chart: chart("line", rows) }, { run: "second", chart: chart("line", rows) }], "run");
  expect(both && rowsOf(both.spec).map((row) => row.run)).toEqual(["first", "first", "second", "second"]);
  expect(both && [fieldOf(both.spec, "color"), fieldOf(both.spec, "strokeDash"), fieldOf(both.spec, "x")]).toEqual(["run", "run", "step"]);
});

test("a chart with colours of its own keeps them; the runs differ by dash", () => {
  const both = overlaid([{ run: "a", chart: chart("line", rows, "model") }, { run: "b", chart: chart("line", rows, "model") }], "run");
  expect(both && [fieldOf(both.spec, "color"), fieldOf(both.spec, "strokeDash")]).toEqual(["model", "run"]);
});

test("what would hide something stays side by side", () => {
  const pair = (one: RunChart, other = one) => overlaid([{ run: "a", chart: one }, { run: "b", chart: other }], "run");
  expect(pair(chart("bar", rows, "model"))).toBeNull();
  expect(pair(chart("rect", rows))).toBeNull();
  expect(pair(chart("line", rows), chart("bar", rows))).toBeNull();
  expect(overlaid([{ run: "a", chart: chart("line", rows) }], "run")).toBeNull();
});
