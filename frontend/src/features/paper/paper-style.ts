import type { Paper, PaperStyle } from "@/shared/api/types";

/** Whether the model has read the paper and found something. */
export const hasConcepts = (paper: Paper): boolean =>
  paper.extraction.state === "done" && paper.terms.some((term) => term.method === "model");

/** The tree and terms to show: concepts as soon as there are some, unless the address asks for the classic ones. */
export function styleOf(paper: Paper, asked: string): PaperStyle {
  return hasConcepts(paper) && asked !== "classic" ? "concept" : "classic";
}
