import type { MultiDirectedGraph } from "graphology";
import type { Marks } from "./marks";

/** What stands out, and what steps back; null: everything is as usual. */
export interface Light {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** Larger graphs do not dim under a mere hover: it would redraw all of them at every step of the pointer. */
const HOVER_UP_TO = 2500;

export function lightOf(graph: MultiDirectedGraph, marks: Marks): Light | null {
  const hovered = marks.hovered !== null && graph.order <= HOVER_UP_TO ? marks.hovered : null;
  const focus = hovered ?? (marks.pathNodes.size === 0 ? marks.node : null);
  if (focus !== null && graph.hasNode(focus)) {
    return { nodes: new Set([focus, ...graph.neighbors(focus)]), edges: new Set(graph.edges(focus)) };
  }
  if (marks.pathNodes.size > 0) return { nodes: marks.pathNodes, edges: marks.pathEdges };
  if (marks.edge !== null && graph.hasEdge(marks.edge)) {
    return { nodes: new Set(graph.extremities(marks.edge)), edges: new Set([marks.edge]) };
  }
  if (marks.caught.size > 0) return { nodes: marks.caught, edges: new Set() };
  return null;
}
