import { describe, expect, it } from "vitest";
import type { JobEvent } from "@/shared/api/types";
import { logLines, mergeEvents, resumePoint } from "./job-events";

const event = (seq: number, line = `line ${seq}`): JobEvent => ({
  seq,
  type: "log",
  payload: { line },
  created_at: "2026-01-01T00:00:00Z",
});

describe("mergeEvents", () => {
  it("keeps one event per seq whatever the order and the overlap", () => {
    const merged = mergeEvents([event(1), event(2), event(4)], [event(2), event(3), event(5)]);
    expect(merged.map((each) => each.seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives the same array back when nothing is new, so nothing is drawn again", () => {
    const known = [event(1), event(2)];
    expect(mergeEvents(known, [event(2)])).toBe(known);
    expect(mergeEvents(known, [])).toBe(known);
  });
});

describe("resumePoint", () => {
  it("stops at the first gap, so that a missed event is asked for again", () => {
    expect(resumePoint([event(1), event(2), event(4)])).toBe(2);
    expect(resumePoint([])).toBe(0);
  });
});

describe("logLines", () => {
  it("reads only log events", () => {
    const progress: JobEvent = { seq: 2, type: "progress", payload: { done: 1, total: 2 }, created_at: "" };
    expect(logLines([event(1, "started"), progress])).toEqual(["started"]);
  });
});
