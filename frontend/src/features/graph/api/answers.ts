import type { GraphEdge, GraphNode, GraphPart } from "../model/types";

export interface NodeList {
  readonly results: readonly GraphNode[];
}

export interface Stats {
  readonly nodes: Readonly<Record<string, number>>;
  readonly edges: Readonly<Record<string, number>>;
  readonly hash: string;
  /** Changes of the library that the graph has not taken in yet. */
  readonly lag: { readonly waiting: number; readonly oldest_seconds: number | null };
}

export interface GraphPath {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface PathList {
  readonly paths: readonly GraphPath[];
}

export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface ViewRow {
  /** Its short name, as in its address. */
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
}

export interface SavedView extends ViewRow {
  readonly state: unknown;
}

export type Loaded = readonly { readonly around: string | null; readonly part: GraphPart }[];
