import type { PaperSummary } from "@/shared/api/types";

export interface YearBar {
  year: number;
  papers: number;
}

export interface Years {
  from: number;
  to: number;
}

export function yearOf(paper: PaperSummary): number | undefined {
  return paper.published === null ? undefined : new Date(paper.published).getUTCFullYear();
}

/** One bar for every year from the first paper to the last, empty years too; none where no paper has a date. */
export function yearBars(papers: readonly PaperSummary[]): YearBar[] {
  const years = papers.map(yearOf).filter((year) => year !== undefined);
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  return Array.from({ length: last - first + 1 }, (_, at) => ({ year: first + at, papers: counts.get(first + at) ?? 0 }));
}

export function papersIn(bars: readonly YearBar[], { from, to }: Years): number {
  return bars.reduce((sum, bar) => sum + (bar.year >= from && bar.year <= to ? bar.papers : 0), 0);
}

/** The years of a merge by its first and last day; an open end runs to the end of the bars. */
export function yearsOf(span: { from: string | null; to: string | null }, bars: readonly YearBar[]): Years | undefined {
  const [first, last] = [bars[0], bars[bars.length - 1]];
  if ((span.from === null && span.to === null) || !first || !last) return undefined;
  const year = (day: string | null, open: number): number => (day === null ? open : Number(day.slice(0, 4)));
  return { from: year(span.from, first.year), to: year(span.to, last.year) };
}

export const yearWords = ({ from, to }: Years): string => (from === to ? String(from) : `${from}–${to}`);
