import type { Evidence } from "@/shared/api/types";
import { experimentLink, runLink } from "@/shared/lib/experiment-links";
import { paperLink } from "@/shared/lib/paper-link";
import type { GraphNode, GraphPart } from "./types";

const KNOWN = new Set(["id", "type", "label", "degree", "members", "types", "count", "title", "name", "key", "hash", "evidence"]);
const WORDS: Readonly<Record<string, string>> = { primary_category: "category", node_count: "nodes" };

/** What a node says of itself beyond its name, as pairs of words. */
export function factsOf(node: GraphNode): [string, string][] {
  return Object.entries(node).flatMap(([name, value]): [string, string][] => {
    if (KNOWN.has(name) || value === null || value === "" || value === false) return [];
    if (typeof value !== "string" && typeof value !== "number" && value !== true) return [];
    return [[WORDS[name] ?? name.replaceAll("_", " "), value === true ? "yes" : String(value)]];
  });
}

export const keyOf = (id: string): string => id.slice(id.indexOf(":") + 1);

/** The page of the house that shows this very thing, if there is one. */
export function pageOf(node: GraphNode): string | null {
  if (node.type === "paper") return paperLink(keyOf(node.id));
  if (node.type === "tree") return `/trees/${encodeURIComponent(keyOf(node.id))}`;
  if (node.type === "treenode" && typeof node.tree === "string") return `/trees/${encodeURIComponent(keyOf(node.tree))}`;
  if (node.type === "topic") return `/topics/${keyOf(node.id)}`;
  if (node.type === "experiment") return experimentLink(keyOf(node.id));
  if (node.type === "run") return runLink(keyOf(node.id));
  return null;
}

/** The papers that a node is or that it is joined with, on show. */
export function papersOf(node: GraphNode, edges: GraphPart["edges"]): string[] {
  if (node.type === "paper") return [keyOf(node.id)];
  const ends = edges.flatMap(({ source, target }) => (source === node.id ? [target] : target === node.id ? [source] : []));
  return [...new Set(ends.filter((id) => id.startsWith("paper:")).map(keyOf))];
}

export function titlesOf(nodes: Iterable<GraphNode>): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of nodes) if (node.type === "paper") found.set(keyOf(node.id), node.label);
  return found;
}

/** Evidence of all relations of a node, each sentence once. */
export function evidenceAround(id: string, edges: GraphPart["edges"]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const edge of edges) {
    if (edge.source !== id && edge.target !== id) continue;
    for (const one of edge.evidence ?? []) found.set(`${one.arxiv_id} ${one.field} ${one.start} ${one.quote}`, one);
  }
  return [...found.values()];
}
