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

/** How many forms a preview names. */
const NAMED = 6;

/** The forms of two concepts as one list, each once: “a”, “b” and 3 more. */
export function joinedForms(left: readonly { form: string }[], right: readonly { form: string }[]): string {
  const forms = [...new Set([...left, ...right].map(({ form }) => `“${form}”`))];
  const shown = forms.slice(0, forms.length > NAMED ? NAMED : undefined);
  if (shown.length < forms.length) return `${shown.join(", ")} and ${forms.length - shown.length} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

/** Whether a person can take the entry back. */
export const undoable = (entry: LedgerEntry): entry is LedgerEntry & { number: number } =>
  entry.rule === "user" && entry.number !== null && entry.undone_at === null;
