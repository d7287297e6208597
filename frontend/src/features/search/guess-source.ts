import type { ImportSource } from "@/shared/api/types";

/** What kind of text this looks like, by its first telling line; null when nothing tells. */
export function guessSource(text: string): Exclude<ImportSource, "arxiv"> | null {
  if (/^\s*@\w+\s*[{(]/m.test(text)) return "bibtex";
  if (/^TY {2}- /m.test(text)) return "ris";
  if (/high info terms|rouge score|```mermaid/i.test(text)) return "report";
  return null;
}
