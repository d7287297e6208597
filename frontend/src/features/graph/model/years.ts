import { type YearBar, yearBarsOf } from "@/shared/lib/years";
import type { GraphNode } from "./types";

/** The year that a node is of; undefined for what has none. */
export function yearOf(node: GraphNode): number | undefined {
  if (typeof node.year === "number") return node.year;
  const day = node.published ?? node.date;
  const year = typeof day === "string" ? Number(day.slice(0, 4)) : Number.NaN;
  return Number.isInteger(year) && year > 0 ? year : undefined;
}

/** One bar for every year from the first to the last, empty ones too. */
export const yearBars = (nodes: Iterable<GraphNode>): YearBar[] => yearBarsOf([...nodes].map(yearOf).filter((year) => year !== undefined));
