import { UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import pagerank from "graphology-metrics/centrality/pagerank";
import { seeded } from "./hash";
import type { GraphEdge, GraphNode } from "./types";

const weightOf = (edge: GraphEdge): number =>
  typeof edge.weight === "number" && edge.weight > 0 ? edge.weight : 1;

/** An undirected graphology graph, parallel relations joined; the order is that of the lists. */
export function undirected(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): UndirectedGraph {
  const graph = new UndirectedGraph();
  for (const { id } of nodes) graph.addNode(id);
  for (const edge of edges) {
    if (edge.source === edge.target) continue;
    const known = graph.edge(edge.source, edge.target);
    if (known === undefined) graph.addEdge(edge.source, edge.target, { weight: weightOf(edge) });
    else graph.updateEdgeAttribute(known, "weight", (weight: number | undefined) => (weight ?? 0) + weightOf(edge));
  }
  return graph;
}

/** How many others each node is joined with. */
export function degrees(graph: UndirectedGraph): Map<string, number> {
  return new Map(graph.mapNodes((id) => [id, graph.degree(id)]));
}

/** PageRank (Brin and Page 1998) by weight, both ways along each relation; sums to 1. */
export function pageRanks(graph: UndirectedGraph): Map<string, number> {
  if (graph.order === 0) return new Map();
  return new Map(Object.entries(pagerank(graph, { getEdgeWeight: "weight", tolerance: 1e-6, maxIterations: 200 })));
}

/**
 * The community of each node by Louvain (Blondel et al. 2008), named by the smallest id in it, so that a community
 * keeps its name while others change. The walk is seeded: equal graphs give equal communities.
 */
export function communities(graph: UndirectedGraph): Map<string, string> {
  const found = new Map<string, string>();
  if (graph.order === 0) return found;
  if (graph.size === 0) return new Map(graph.mapNodes((id) => [id, id]));
  const numbers = louvain(graph, { getEdgeWeight: "weight", rng: seeded(1) });
  const names = new Map<number, string>();
  for (const id of graph.nodes()) {
    const number = numbers[id] ?? -1;
    const name = names.get(number);
    if (name === undefined || id < name) names.set(number, id);
  }
  for (const id of graph.nodes()) found.set(id, names.get(numbers[id] ?? -1) ?? id);
  return found;
}
