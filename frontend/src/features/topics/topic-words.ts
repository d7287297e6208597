import { formatNumber, plural } from "@/shared/lib/format";
import type { DemandCell, Growth, TopicPaper, TopicYear } from "./topic-types";

const percentFormat = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });

/** "+25%", or "unknown" where nothing is to compare. */
export function growthWords(growth: Growth): string {
  return growth.value === null ? "unknown" : percentFormat.format(growth.value);
}

/** What a growth compares: "12 papers in 2022–2024, 7 in 2019–2021". */
export function growthSpans({ recent, before }: Growth): string {
  if (recent === null || before === null) return "The library has no dated papers.";
  return `${plural(recent.papers, "paper")} in ${recent.from}–${recent.to}, ${formatNumber(before.papers)} in ${before.from}–${before.to}`;
}

/** The chart in words: "Papers per year: 2019 3, 2020 none". */
export function yearsSentence(years: readonly TopicYear[]): string {
  if (years.length === 0) return "No dated papers.";
  return `Papers per year: ${years.map(({ year, papers }) => `${year} ${papers === 0 ? "none" : formatNumber(papers)}`).join(", ")}.`;
}

/** What the notes say of a cell, and nothing more than they say. */
export function statedWords(cell: Pick<DemandCell, "rank" | "named">): string {
  if (cell.rank !== null) return `rank ${cell.rank}`;
  return cell.named ? "named, rank not stated" : "not stated";
}

/** How strong the colour of a cell is, 0 to 1; it only repeats what the text says. */
export function heat(cell: Pick<DemandCell, "rank" | "named" | "count_rank">): number {
  const rank = cell.count_rank ?? cell.rank;
  if (rank !== null) return Math.max(0.25, 1 - (rank - 1) * 0.08);
  return cell.named ? 0.18 : 0;
}

type Piece = { text: string; marked: boolean };

/** A sentence cut where each of the texts first stands in it, in any case; of two that overlap the first to begin is marked. */
export function markFirst(quote: string, texts: readonly string[]): Piece[] {
  const small = quote.toLowerCase();
  const spots = texts
    .map((text) => ({ start: small.indexOf(text.toLowerCase()), length: text.length }))
    .filter((spot) => spot.start >= 0)
    .sort((one, other) => one.start - other.start || other.length - one.length);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, length } of spots) {
    if (start < at) continue;
    pieces.push({ text: quote.slice(at, start), marked: false }, { text: quote.slice(start, start + length), marked: true });
    at = start + length;
  }
  return [...pieces, { text: quote.slice(at), marked: false }].filter((piece) => piece.text !== "");
}

export type Said = { quote: string; matches: TopicPaper["matches"] };

/** The matches of a paper by the sentence that shows them, best first; "" for those whose sentence is gone. */
export function bySentence(matches: TopicPaper["matches"]): Said[] {
  const found = new Map<string, TopicPaper["matches"]>();
  for (const match of matches) {
    const quote = match.evidence[0]?.quote ?? "";
    found.set(quote, [...(found.get(quote) ?? []), match]);
  }
  return [...found].map(([quote, held]) => ({ quote, matches: held }));
}
