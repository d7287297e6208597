import type { GraphEdge } from "./types";

export type EdgeFamily = "paper" | "term" | "relation" | "tree" | "descent" | "demand" | "bundle";

export interface EdgeKind {
  /** As part of a sentence: source, these words, target. */
  readonly words: string;
  /** The same, read from the target. */
  readonly back: string;
  readonly family: EdgeFamily;
}

/** The relations of a folded community with others, drawn as one. */
export const BUNDLE = "BUNDLE";

/** What each relation says; relations of one family share a colour. In the order of the legend. */
export const EDGE_KINDS: Readonly<Record<string, EdgeKind>> = {
  WROTE: { words: "wrote", back: "written by", family: "paper" },
  IN_CATEGORY: { words: "is filed under", back: "holds", family: "paper" },
  MENTIONS: { words: "mentions", back: "mentioned by", family: "term" },
  RESOLVES_TO: { words: "is a form of", back: "has the form", family: "term" },
  RELATES: { words: "is related to", back: "is related from", family: "relation" },
  OF: { words: "is of", back: "has", family: "tree" },
  HAS_NODE: { words: "has the node", back: "is a node of", family: "tree" },
  CHILD_OF: { words: "is below", back: "is above", family: "tree" },
  CROSS_LINK: { words: "is linked across to", back: "is linked across from", family: "relation" },
  QUOTES: { words: "quotes", back: "quoted by", family: "tree" },
  SHOWS: { words: "shows", back: "shown by", family: "tree" },
  MERGED_INTO: { words: "was merged into", back: "was merged from", family: "descent" },
  BRED_FROM: { words: "was bred from", back: "is a parent of", family: "descent" },
  LINKED_TO: { words: "is linked to", back: "is linked from", family: "demand" },
  DEMONSTRATES: { words: "demonstrates", back: "demonstrated by", family: "demand" },
  MADE: { words: "made", back: "made by", family: "descent" },
  TRAINED: { words: "trained", back: "was trained on", family: "descent" },
  TAUGHT: { words: "taught", back: "was taught by", family: "descent" },
  DEMANDS: { words: "asks for", back: "asked for by", family: "demand" },
  [BUNDLE]: { words: "has relations with", back: "has relations with", family: "bundle" },
};

const spoken = (type: string): string => type.toLowerCase().replaceAll("_", " ");

export function edgeKind(type: string): EdgeKind {
  return EDGE_KINDS[type] ?? { words: spoken(type), back: spoken(type), family: "bundle" };
}

const ORDER = new Map(Object.keys(EDGE_KINDS).map((type, at) => [type, at]));

export function inEdgeOrder(types: Iterable<string>): string[] {
  return [...types].sort((a, b) => (ORDER.get(a) ?? 99) - (ORDER.get(b) ?? 99) || (a < b ? -1 : 1));
}

/** What this very edge says: the verb phrase of its sentences where it has one, else what its type means. */
export function edgeWords(edge: GraphEdge): string {
  const labels = Array.isArray(edge.labels) ? edge.labels.filter((one) => typeof one === "string" && one !== "") : [];
  if (labels.length > 0) return labels.join(", ");
  if (typeof edge.label === "string" && edge.label !== "") return edge.label;
  if (edge.type === BUNDLE && typeof edge.count === "number") return `${edge.count} relations`;
  return edgeKind(edge.type).words;
}
