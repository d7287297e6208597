import type { PaperSummary } from "@/shared/api/types";
import { type YearBar, yearBarsOf, type Years } from "@/shared/lib/years";

const yearOf = (paper: PaperSummary): number | undefined => (paper.published === null ? undefined : new Date(paper.published).getUTCFullYear());

/** One bar for every year from the first paper to the last, empty years too; none where no paper has a date. */
export const yearBars = (papers: readonly PaperSummary[]): YearBar[] => yearBarsOf(papers.map(yearOf).filter((year) => year !== undefined));

/** The years of a merge by its first and last day; an open end runs to the end of the bars. */
export function yearsOf(span: { from: string | null; to: string | null }, bars: readonly YearBar[]): Years | undefined {
  const [first, last] = [bars[0], bars[bars.length - 1]];
  if ((span.from === null && span.to === null) || !first || !last) return undefined;
  const year = (day: string | null, open: number): number => (day === null ? open : Number(day.slice(0, 4)));
  return { from: year(span.from, first.year), to: year(span.to, last.year) };
}
