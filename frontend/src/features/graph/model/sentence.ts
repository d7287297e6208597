import type { Evidence, Span } from "@/shared/api/types";
import { toUtf16 } from "@/shared/lib/code-points";

/** The sentence of a text round an offset (UTF-16). */
export function sentenceAt(text: string, start: number, end: number): string {
  const before = text.slice(0, start);
  const from = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
  const after = /[.?!](?=\s|$)/.exec(text.slice(end));
  return text.slice(from < 0 ? 0 : from + 2, after ? end + after.index + 1 : text.length);
}

/** The sentences that spans of a paper stand in, as evidence, each once. */
export function sentencesOf(key: string, texts: Readonly<Record<string, string>>, spans: readonly Span[]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const span of spans) {
    const text = texts[span.field];
    if (text === undefined) continue;
    const { start, end } = toUtf16(text, span);
    const quote = sentenceAt(text, start, end);
    if (!found.has(quote)) found.set(quote, { arxiv_id: key, version: null, field: span.field, start: span.start, end: span.end, quote });
  }
  return [...found.values()];
}
