import type { TreeEdge, TreeLevel, TreeNode } from "@/shared/api/types";
import type { DiagramModel } from "./diagram-model";

interface TreeLike {
  title: string;
  root: string | null;
  mermaid: string;
  nodes: readonly TreeNode[];
  edges: readonly TreeEdge[];
  levels: readonly TreeLevel[];
}

/** A tree or a synthesis as the viewer takes it. Keep the result while the tree is the same: it is drawn anew otherwise. */
export function treeModel(tree: TreeLike): DiagramModel {
  return {
    title: tree.title,
    mermaid: tree.mermaid,
    root: tree.root ?? undefined,
    nodes: tree.nodes.map(({ id, label, kind, papers }) => ({ id, label, kind, papers: papers.length })),
    edges: tree.edges.map(({ source, target, kind, label, basis }) => ({ source, target, kind, label, basis })),
    levels: tree.levels,
  };
}
