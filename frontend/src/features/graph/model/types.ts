import type { Evidence } from "@/shared/api/types";

/** A node as the server sends it: three fields that every node has, and those of its type. */
export interface GraphNode {
  readonly id: string;
  /** The label of the schema in small letters: `paper`, `treenode`. */
  readonly type: string;
  /** What a person reads. */
  readonly label: string;
  readonly [property: string]: unknown;
}

/** A relation between two nodes, in the direction in which it is stored. */
export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly evidence?: readonly Evidence[];
  readonly [property: string]: unknown;
}

/** A part of the graph; `total` is how many nodes there would be without a limit. */
export interface GraphPart {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly total?: number | null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Positions = ReadonlyMap<string, Point>;

/** One relation of one kind between the same two ends is one edge. */
export const edgeKey = (edge: Pick<GraphEdge, "source" | "target" | "type">): string =>
  `${edge.type} ${edge.source} ${edge.target}`;
