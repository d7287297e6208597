import type { LedgerEntry } from "@/shared/api/types";

const JOINED: Record<string, string> = {
  form: "written differently, read the same",
  acronym: "short form and what it stands for",
  spelling: "spelt differently",
  inflection: "another ending",
  embedding: "used alike",
};

/** Why an entry stands in the ledger, in a few words. */
export function reason(entry: LedgerEntry): string {
  if (entry.rule === "homonym") return "the same word in unlike contexts";
  if (entry.rule === "user") return entry.action === "split" ? "split by hand" : "merged by hand";
  return JOINED[entry.rule] ?? entry.rule;
}

/** How sure it is, where a number says something: a share of papers or a likeness. */
export function certainty(entry: LedgerEntry): string {
  const percent = `${Math.round(100 * entry.score)}%`;
  if (entry.rule === "acronym" && entry.score < 1) return `so in ${percent} of the papers that spell it out`;
  if (entry.rule === "embedding" || entry.rule === "homonym") return `${percent} alike`;
  return "";
}

/** Whether a person can take the entry back. */
export const undoable = (entry: LedgerEntry): entry is LedgerEntry & { number: number } =>
  entry.rule === "user" && entry.number !== null && entry.undone_at === null;
