import { edgeKey, type GraphEdge, type GraphNode, type GraphPart } from "./types";

/** What one request brought; `around` is the node it was asked for, null for the start. */
export interface Batch {
  readonly around: string | null;
  readonly part: GraphPart;
}

/** Everything that is loaded. */
export interface Scene {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** By `edgeKey`; both ends are among the nodes. */
  readonly edges: ReadonlyMap<string, GraphEdge>;
  /** For what an expansion brought: the node that was expanded. */
  readonly parents: ReadonlyMap<string, string>;
  /** Nodes that the server has beyond those it sent, by the node asked for ("" is the start). */
  readonly unsent: ReadonlyMap<string, number>;
}

function unsentOf(part: GraphPart): number {
  return Math.max((part.total ?? part.nodes.length) - part.nodes.length, 0);
}

/**
 * Joins what was loaded, in the order of the batches: the first to bring a node or an edge decides what it says.
 * A batch around a node that is not there (its own parent was collapsed) is left out, so collapsing cascades.
 */
export function assemble(batches: readonly Batch[]): Scene {
  const nodes = new Map<string, GraphNode>();
  const parents = new Map<string, string>();
  const unsent = new Map<string, number>();
  const edges = new Map<string, GraphEdge>();
  let waiting = [...batches];
  for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
    before = waiting.length;
    waiting = waiting.filter(({ around, part }) => {
      if (around !== null && !nodes.has(around)) return true;
      for (const node of part.nodes) {
        if (nodes.has(node.id)) continue;
        nodes.set(node.id, node);
        if (around !== null) parents.set(node.id, around);
      }
      for (const edge of part.edges) if (!edges.has(edgeKey(edge))) edges.set(edgeKey(edge), edge);
      const key = around ?? "";
      unsent.set(key, (unsent.get(key) ?? 0) + unsentOf(part));
      return false;
    });
  }
  for (const [key, edge] of edges) {
    if (!nodes.has(edge.source) || !nodes.has(edge.target)) edges.delete(key);
  }
  return { nodes, edges, parents, unsent };
}
