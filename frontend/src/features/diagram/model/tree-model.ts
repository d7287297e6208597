import type { TreeEdge, TreeLevel, TreeNode } from "@/shared/api/types";
import type { DiagramModel, DiagramNode } from "./diagram-model";

interface TreeLike {
  title: string;
  root: string | null;
  mermaid: string;
  nodes: readonly TreeNode[];
  edges: readonly TreeEdge[];
  levels: readonly TreeLevel[];
}

interface Hands {
  nodes: readonly { id: string; change: string }[];
}

/** The model with the nodes marked in which a person's hand shows. */
export function withHands(model: DiagramModel, { nodes }: Hands): DiagramModel {
  const changes = new Map(nodes.map(({ id, change }) => [id, change]));
  const hand = (id: string): DiagramNode["hand"] => (changes.get(id) === "added" ? "added" : changes.has(id) ? "changed" : undefined);
  return changes.size === 0 ? model : { ...model, nodes: model.nodes.map((node) => ({ ...node, hand: hand(node.id) })) };
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
