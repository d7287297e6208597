import { isGroup } from "./grouping";
import type { GraphNode } from "./types";
import { yearOf } from "./years";

export const SIZE_BY = ["degree", "pagerank", "betweenness", "year", "community", "same"] as const;
export const COLOUR_BY = ["type", "community", "year", "degree", "pagerank", "betweenness"] as const;
export type SizeBy = (typeof SIZE_BY)[number];
export type ColourBy = (typeof COLOUR_BY)[number];

export const BY_WORDS: Readonly<Record<SizeBy | ColourBy, string>> = {
  same: "All the same",
  type: "Type",
  degree: "Neighbours",
  year: "Year",
  community: "Community",
  pagerank: "PageRank",
  betweenness: "Betweenness",
};

/** What the legend says of a measure. */
export const BY_MEANING: Readonly<Record<SizeBy | ColourBy, string>> = {
  same: "Every node has one size.",
  type: "One colour and form for each type.",
  degree: "With how many nodes on show it is joined.",
  year: "The year of the paper; what has none is small and grey.",
  community: "Nodes that are joined more with each other than with the rest (Louvain).",
  pagerank: "How often a random walk comes by (PageRank).",
  betweenness: "On how many of the shortest paths it lies.",
};

export interface Measures {
  readonly degree: ReadonlyMap<string, number>;
  readonly pagerank: ReadonlyMap<string, number>;
  /** Undefined while it is computed, and where the graph is too large for it. */
  readonly betweenness: ReadonlyMap<string, number> | undefined;
  readonly community: ReadonlyMap<string, string>;
}

/** A measure's value for a node; a folded community has its largest member's, or how many it holds. */
export function valueOf(node: GraphNode, by: SizeBy | ColourBy, measures: Measures): number | undefined {
  if (isGroup(node)) {
    if (by === "community") return node.count;
    return undefined;
  }
  if (by === "year") return yearOf(node);
  if (by === "degree") return measures.degree.get(node.id);
  if (by === "pagerank") return measures.pagerank.get(node.id);
  if (by === "betweenness") return measures.betweenness?.get(node.id);
  return undefined;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function rangeOf(values: Iterable<number | undefined>): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === undefined) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? undefined : { low, high };
}

/** Where a value lies in its range, 0 to 1; by square root, since few nodes have most of any measure. */
export function share(value: number | undefined, range: Range | undefined, straight: boolean): number {
  if (value === undefined || range === undefined || range.high === range.low) return 0;
  const linear = (value - range.low) / (range.high - range.low);
  return straight ? linear : Math.sqrt(linear);
}

const SMALLEST = 4;
const LARGEST = 15;
const GROUP_SMALLEST = 11;
const GROUP_LARGEST = 34;

/** Radius in pixels of each node, by its measure; many nodes are all drawn smaller. */
export function sizes(nodes: readonly GraphNode[], by: SizeBy, measures: Measures): Map<string, number> {
  const shrink = nodes.length > 2000 ? 0.45 : nodes.length > 600 ? 0.7 : 1;
  const values = new Map<string, number | undefined>();
  const crowd = new Map<string, number>();
  for (const name of measures.community.values()) crowd.set(name, (crowd.get(name) ?? 0) + 1);
  for (const node of nodes) {
    values.set(node.id, by === "community" ? crowd.get(measures.community.get(node.id) ?? "") : valueOf(node, by, measures));
  }
  const plain = nodes.filter((node) => !isGroup(node));
  const range = rangeOf(plain.map((node) => values.get(node.id)));
  const groups = rangeOf(nodes.filter(isGroup).map((node) => node.count));
  return new Map(
    nodes.map((node) => {
      if (isGroup(node)) return [node.id, GROUP_SMALLEST + (GROUP_LARGEST - GROUP_SMALLEST) * share(node.count, groups, false)];
      if (by === "same") return [node.id, 7 * shrink];
      return [node.id, shrink * (SMALLEST + (LARGEST - SMALLEST) * share(values.get(node.id), range, by === "year"))];
    }),
  );
}
