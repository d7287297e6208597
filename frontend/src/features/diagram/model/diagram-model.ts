/** What a diagram shows: our nodes and edges, told apart from the ids Mermaid draws them under. */
export interface DiagramNode {
  id: string;
  label: string;
  kind?: string;
  /** How many papers rest on it; read out with the label. */
  papers?: number;
  /** A person's hand shows in it: it was added, or changed. */
  hand?: "added" | "changed";
}

export interface DiagramEdge {
  source: string;
  target: string;
  kind: string;
  label: string;
  /** What a cross link rests on, where we know it. */
  basis?: string;
}

/** One drawable part of a diagram that Mermaid does not draw whole; see the server's `levels`. */
export interface DiagramLevel {
  id: string;
  /** The root of this part. */
  node: string;
  page: number;
  pages: number;
  /** The level whose door leads here. */
  parent: string | null;
  nodes: readonly string[];
  /** Nodes that have a level of their own below them. */
  doors: readonly string[];
  hidden_links: number;
  mermaid: string;
}

export interface DiagramModel {
  title: string;
  mermaid: string;
  root?: string;
  nodes: readonly DiagramNode[];
  edges: readonly DiagramEdge[];
  /** Empty or absent for a diagram that is drawn whole. */
  levels?: readonly DiagramLevel[];
  /** In a level: its doors, each with the number of nodes below it. */
  doors?: ReadonlyMap<string, number>;
  /** Those of `doors` that are folded here and no level of their own. */
  folded?: ReadonlySet<string>;
}

export interface EdgeRef {
  source: string;
  target: string;
}

export function edgeKey(edge: EdgeRef): string {
  return `${edge.source}\u0000${edge.target}`;
}
