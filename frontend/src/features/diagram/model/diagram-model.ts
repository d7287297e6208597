/** What a diagram shows: our nodes and edges, told apart from the ids Mermaid draws them under. */
export interface DiagramNode {
  id: string;
  label: string;
  kind?: string;
  /** How many papers rest on it; read out with the label. */
  papers?: number;
}

export interface DiagramEdge {
  source: string;
  target: string;
  kind: string;
  label: string;
  /** What a cross link rests on, where we know it. */
  basis?: string;
}

export interface DiagramModel {
  title: string;
  mermaid: string;
  root?: string;
  nodes: readonly DiagramNode[];
  edges: readonly DiagramEdge[];
}

export interface EdgeRef {
  source: string;
  target: string;
}

export function edgeKey(edge: EdgeRef): string {
  return `${edge.source}\u0000${edge.target}`;
}
