import type { TreeEdge, TreeNode } from "@/shared/api/types";

export interface MiniNode {
  id: string;
  label: string;
  x: number;
  y: number;
  depth: number;
}

export interface MiniLine {
  source: MiniNode;
  target: MiniNode;
  cross: boolean;
}

export interface MiniTree {
  nodes: MiniNode[];
  lines: MiniLine[];
}

interface TreeLike {
  root: string;
  nodes: readonly Pick<TreeNode, "id" | "label">[];
  edges: readonly Pick<TreeEdge, "source" | "target" | "kind">[];
}

/** The children of every node, in the tree's order. */
export function childrenOf(edges: TreeLike["edges"]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { source, target, kind } of edges) {
    if (kind === "tree") found.set(source, [...(found.get(source) ?? []), target]);
  }
  return found;
}

/** Nodes top down, each before what hangs under it, with its depth under the root. */
export function outlineOf(tree: TreeLike): { id: string; label: string; depth: number }[] {
  const below = childrenOf(tree.edges);
  const labels = new Map(tree.nodes.map((node) => [node.id, node.label]));
  const found: { id: string; label: string; depth: number }[] = [];
  const seen = new Set<string>();
  const stack = [{ id: tree.root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    found.push({ ...next, label: labels.get(next.id) ?? next.id });
    for (const child of [...(below.get(next.id) ?? [])].reverse()) stack.push({ id: child, depth: next.depth + 1 });
  }
  return found;
}

/** A tree from left to right within `width` by `height`: a column for each level, a row for each leaf. */
export function miniLayout(tree: TreeLike, width: number, height: number, margin = 6): MiniTree {
  const rows = outlineOf(tree);
  const below = childrenOf(tree.edges);
  const leaves = rows.filter(({ id }) => (below.get(id) ?? []).length === 0);
  const deepest = Math.max(1, ...rows.map(({ depth }) => depth));
  const across = (depth: number): number => margin + (depth / deepest) * (width - 2 * margin);
  const down = (leaf: number): number =>
    leaves.length < 2 ? height / 2 : margin + (leaf / (leaves.length - 1)) * (height - 2 * margin);
  const places = new Map<string, MiniNode>();
  leaves.forEach(({ id, label, depth }, leaf) => places.set(id, { id, label, depth, x: across(depth), y: down(leaf) }));
  // From the last to the first, so that what hangs below has its place already.
  for (const { id, label, depth } of [...rows].reverse()) {
    if (places.has(id)) continue;
    const ys = (below.get(id) ?? []).map((child) => places.get(child)?.y ?? height / 2);
    places.set(id, { id, label, depth, x: across(depth), y: (Math.min(...ys) + Math.max(...ys)) / 2 });
  }
  const lines = tree.edges.flatMap(({ source, target, kind }) => {
    const [from, to] = [places.get(source), places.get(target)];
    return from && to ? [{ source: from, target: to, cross: kind === "cross" }] : [];
  });
  return { nodes: rows.flatMap(({ id }) => places.get(id) ?? []), lines };
}
