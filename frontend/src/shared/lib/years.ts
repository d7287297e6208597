export interface YearBar {
  readonly year: number;
  readonly papers: number;
}

export interface Years {
  readonly from: number;
  readonly to: number;
}

/** One bar for every year from the first to the last, empty ones too; none for no year at all. */
export function yearBarsOf(years: readonly number[]): YearBar[] {
  if (years.length === 0) return [];
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, at) => ({ year: first + at, papers: counts.get(first + at) ?? 0 }));
}

/** Papers of a span, both ends included. */
export function papersIn(bars: readonly YearBar[], { from, to }: Years): number {
  return bars.reduce((sum, bar) => sum + (bar.year >= from && bar.year <= to ? bar.papers : 0), 0);
}

export const yearWords = ({ from, to }: Years): string => (from === to ? String(from) : `${from}–${to}`);
