import { seeded } from "./hash";
import type { GraphEdge, GraphNode } from "./types";

/** A graph of `groups` communities of papers and concepts for tests, the same for the same seed. */
export function generated(groups: number, each: number, seed = 1): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const draw = seeded(seed);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (let group = 0; group < groups; group += 1) {
    for (let at = 0; at < each; at += 1) {
      const paper = at % 3 === 0;
      const id = `${paper ? "paper" : "concept"}:${group}-${at}`;
      nodes.push({ id, type: paper ? "paper" : "concept", label: `node ${at} of ${group}`, ...(paper ? { year: 2000 + ((group + at) % 20) } : {}) });
      if (at === 0) continue;
      const other = nodes[group * each + Math.floor(draw() * at)];
      if (other) edges.push({ source: id, target: other.id, type: "RELATES", weight: 1 });
      const second = nodes[group * each + Math.floor(draw() * at)];
      if (second && second.id !== other?.id) edges.push({ source: id, target: second.id, type: "CROSS_LINK" });
    }
    if (group > 0) edges.push({ source: nodes[group * each]?.id ?? "", target: nodes[(group - 1) * each]?.id ?? "", type: "RELATES" });
  }
  return { nodes, edges };
}
