import { plainLabel } from "@/features/diagram/render/match-nodes";

export interface QuotePiece {
  text: string;
  marked: boolean;
}

/** Cuts a quote where it says one of the words (any case, longest first), so that they can be marked. */
export function markWords(quote: string, words: readonly string[]): QuotePiece[] {
  const wanted = [...new Set(words.map((word) => plainLabel(word)).filter((word) => word.length > 1))];
  if (wanted.length === 0) return [{ text: quote, marked: false }];
  wanted.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
  return quote
    .split(pattern)
    .map((text, at) => ({ text, marked: at % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
