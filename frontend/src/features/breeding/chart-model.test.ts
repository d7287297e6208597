import { describe, expect, it } from "vitest";
import type { Generation, JobEvent } from "@/shared/api/types";
import { bestLine, chartSentence, mergeHistory, pointsOf, sampled, spreadBand } from "./chart-model";

const figures = (value: number) => ({ coverage: value, coherence: value, evidence: value, novelty: value, readability: value });
const row = (generation: number, best: number, spread: number): Generation => ({
  generation,
  children: 8,
  best: figures(best),
  spread: figures(spread),
});
const event = (seq: number, type: JobEvent["type"], payload: object): JobEvent =>
  ({ seq, type, payload, created_at: "" }) as unknown as JobEvent;

describe("the history of a breeding", () => {
  it("joins what is stored with what the job told since, each generation once", () => {
    const told = [event(1, "generation", row(2, 0.9, 0)), event(2, "log", { line: "x" }), event(3, "generation", row(3, 0.5, 0.1))];
    const merged = mergeHistory([row(1, 0.4, 0.2), row(2, 0.45, 0.2)], told);
    expect(merged.map(({ generation, best }) => [generation, best.coverage])).toEqual([[1, 0.4], [2, 0.45], [3, 0.5]]);
  });
});

describe("the chart of a part", () => {
  const points = pointsOf([row(1, 0.5, 0.25), row(3, 1, 0.5)], "evidence");
  const frame = { width: 100, height: 40, last: 5 };

  it("draws the best as a line and the spread as a band under it", () => {
    expect(points).toEqual([{ generation: 1, best: 0.5, low: 0.25 }, { generation: 3, best: 1, low: 0.5 }]);
    expect(bestLine(points, frame)).toBe("M0.0 20.0L50.0 0.0");
    expect(spreadBand(points, frame)).toBe("M0.0 20.0L50.0 0.0L50.0 20.0L0.0 30.0Z");
    expect(spreadBand([], frame)).toBe("");
  });

  it("says the same in words", () => {
    expect(chartSentence(points, "evidence")).toBe("Evidence: best 0.50 in generation 1, 1.00 in generation 3; spread now 0.50.");
    expect(chartSentence([], "novelty")).toBe("Novelty: no generation yet.");
  });
});

it("a long table keeps its first and last rows", () => {
  const rows = Array.from({ length: 100 }, (_, at) => at);
  const few = sampled(rows, 10);
  expect([few.length, few[0], few[9]]).toEqual([10, 0, 99]);
  expect(sampled(rows.slice(0, 5), 10)).toEqual([0, 1, 2, 3, 4]);
});
