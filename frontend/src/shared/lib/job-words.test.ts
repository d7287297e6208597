import { describe, expect, it } from "vitest";
import type { Job } from "@/shared/api/types";
import { countBeside, finishedSentence, jobTitle, progressWords, resultLinks } from "./job-words";

const job = (changes: Partial<Job>): Job => ({
  id: "7",
  kind: "import",
  state: "succeeded",
  progress: { done: 20, total: 20 },
  message: "",
  device: "",
  result: null,
  error: null,
  params: { source: "arxiv" },
  attempt: 1,
  cancel_requested: false,
  created_at: "2026-01-01T00:00:00Z",
  started_at: null,
  finished_at: null,
  ...changes,
});

describe("a run of an experiment", () => {
  const run = job({ kind: "run", params: { run: "5", title: "From data to a student" }, result: { run: "5", verdict: "It got 93%." } });

  it("is named by its experiment, told by its verdict and leads to its page", () => {
    expect([jobTitle(run), finishedSentence(run)]).toEqual(["Run of From data to a student", "It got 93%."]);
    expect(resultLinks(run)).toEqual([{ to: "/runs/5", label: "Open the run" }]);
  });
});

describe("finishedSentence", () => {
  it("counts what an import brought, and what it left out", () => {
    const result = { created: 1, updated: 0, unchanged: 3, skipped: [{ id: "x", reason: "no title" }] };
    expect(finishedSentence(job({ result }))).toBe("1 new paper, 3 known already, 1 left out.");
    expect(finishedSentence(job({ result: { created: 0 } }))).toBe("No papers found.");
  });

  it("says why a job failed in the server's words", () => {
    const error = { code: "upstream", message: "arXiv is out of order.", details: {} };
    expect(finishedSentence(job({ state: "failed", error }))).toBe("arXiv is out of order.");
  });
});

describe("resultLinks", () => {
  it("leads to the collection that was filled, else to the newest papers", () => {
    expect(resultLinks(job({ result: { collection: 4 } }))).toEqual([{ to: "/collections/4", label: "Open the collection" }]);
    expect(resultLinks(job({ result: { collection: null } })).map((link) => link.to)).toEqual(["/library?ordering=-added"]);
  });

  it("leads to the tree of a merge", () => {
    const merge = job({ kind: "synthesis", params: {}, result: { synthesis: "u", version: 1, tree: "00ff00ff00ff00ff" } });
    expect(resultLinks(merge).map((link) => link.to)).toEqual(["/trees/00ff00ff00ff00ff"]);
  });
});

it("names jobs and progress in words", () => {
  expect(jobTitle(job({}))).toBe("Import from arXiv");
  expect(jobTitle(job({ kind: "new_kind", params: {} }))).toBe("new kind");
  expect(progressWords(job({ progress: { done: 1200, total: 2000 } }))).toBe("1,200 of 2,000");
  expect(progressWords(job({ progress: { done: 0, total: 0 } }))).toBe("");
});

describe("countBeside", () => {
  it("is told once, in the sentence or beside it", () => {
    const reading = job({ state: "running", progress: { done: 1256, total: 4320 } });
    expect(countBeside(reading, "1256 of 4320 papers read")).toBe("");
    expect(countBeside(reading, "Cancelled after 1,256 of 4,320.")).toBe("");
    expect(countBeside(reading, "Loading the model")).toBe("1,256 of 4,320");
    expect(countBeside(job({ progress: { done: 0, total: 0 } }), "Merging")).toBe("");
  });
});
