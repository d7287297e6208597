import type { GraphNode } from "./types";

export interface Years {
  readonly from: number;
  readonly to: number;
}

export interface YearBar {
  readonly year: number;
  readonly count: number;
}

/** The year that a node is of; undefined for what has none. */
export function yearOf(node: GraphNode): number | undefined {
  if (typeof node.year === "number") return node.year;
  const day = node.published ?? node.date;
  const year = typeof day === "string" ? Number(day.slice(0, 4)) : Number.NaN;
  return Number.isInteger(year) && year > 0 ? year : undefined;
}

/** One bar for every year from the first to the last, empty ones too. */
export function yearBars(nodes: Iterable<GraphNode>): YearBar[] {
  const counts = new Map<number, number>();
  for (const node of nodes) {
    const year = yearOf(node);
    if (year !== undefined) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, at) => ({ year: first + at, count: counts.get(first + at) ?? 0 }));
}

export const yearWords = ({ from, to }: Years): string => (from === to ? String(from) : `${from}–${to}`);
