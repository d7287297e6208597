import { edgeKey, type DiagramEdge, type EdgeRef } from "../model/diagram-model";

export type Selection = { node: string } | { edge: EdgeRef };

/** A selection as text for the address: a node id, or `<source>~<target>` (ids hold no tilde). */
export function selectionText(selection: Selection | null): string {
  if (selection === null) return "";
  return "node" in selection ? selection.node : `${selection.edge.source}~${selection.edge.target}`;
}

export function parseSelection(text: string): Selection | null {
  if (text === "") return null;
  const [source, target] = text.split("~");
  if (source !== undefined && target !== undefined) return { edge: { source, target } };
  return { node: text };
}

/** Nodes and lines that belong to what is hovered or selected: a node with its own lines, a line with both ends. */
export function neighbourhood(selection: Selection | null, edges: readonly DiagramEdge[]) {
  const nodes = new Set<string>();
  const lines = new Set<string>();
  if (selection === null) return { nodes, lines };
  if ("edge" in selection) {
    nodes.add(selection.edge.source).add(selection.edge.target);
    lines.add(edgeKey(selection.edge));
    return { nodes, lines };
  }
  nodes.add(selection.node);
  for (const edge of edges) {
    if (edge.source !== selection.node && edge.target !== selection.node) continue;
    nodes.add(edge.source).add(edge.target);
    lines.add(edgeKey(edge));
  }
  return { nodes, lines };
}
