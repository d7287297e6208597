import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "@/shared/api/types";
import { certainty, joinedForms, reason, undoable } from "./ledger-words";

const entry = (more: Partial<LedgerEntry>): LedgerEntry => ({
  number: 1,
  action: "join",
  rule: "form",
  left: "a",
  right: "b",
  score: 1,
  evidence: [],
  author: "",
  created_at: null,
  undone_at: null,
  other: null,
  ...more,
});

describe("the words of the ledger", () => {
  it("say how sure a join is only where a number tells something", () => {
    expect(certainty(entry({ rule: "spelling" }))).toBe("");
    expect(certainty(entry({ rule: "acronym", score: 1 }))).toBe("");
    expect(certainty(entry({ rule: "acronym", score: 0.667 }))).toBe("so in 67% of the papers that spell it out");
    expect(certainty(entry({ rule: "embedding", score: 0.91234 }))).toBe("91% alike");
  });

  it("tell a person's decision from a rule", () => {
    expect(reason(entry({ rule: "user", action: "split" }))).toBe("split by hand");
    expect(reason(entry({ rule: "user", action: "merge" }))).toBe("merged by hand");
    expect(reason(entry({ rule: "homonym", action: "split" }))).toBe("the same word in unlike contexts");
  });

  it("list the forms of two concepts, each once", () => {
    const forms = (...words: string[]) => words.map((form) => ({ form }));
    expect(joinedForms(forms("gpu"), forms("gpu"))).toBe("“gpu”");
    expect(joinedForms(forms("gpu"), forms("graphic card", "gpu"))).toBe("“gpu” and “graphic card”");
    expect(joinedForms(forms("a", "b", "c", "d"), forms("e", "f", "g", "h"))).toBe("“a”, “b”, “c”, “d”, “e”, “f” and 2 more");
  });

  it("offer to undo a person's decision, once", () => {
    expect(undoable(entry({ rule: "user" }))).toBe(true);
    expect(undoable(entry({ rule: "user", undone_at: "2026-01-01T00:00:00Z" }))).toBe(false);
    expect(undoable(entry({ rule: "spelling" }))).toBe(false);
  });
});
