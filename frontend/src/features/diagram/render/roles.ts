import type { TreeShape } from "../layout/tree-shape";
import { BRANCH_COLOURS } from "./branch-palette";

export type Role = "root" | "branch" | "group" | "leaf" | "paper" | "hub" | "summary";

/** The part a node plays in the drawing: by its kind where we know it, else by its place in the tree. */
export function roleOf(id: string, kind: string | undefined, shape: TreeShape): Role {
  if (kind === "paper" || kind === "hub" || kind === "summary") return kind;
  // A plain sequence has no levels: all its nodes look alike.
  if (shape.branches.length === 0) return "leaf";
  if (shape.roots.includes(id)) return "root";
  if (shape.branches.includes(id)) return "branch";
  return (shape.children.get(id) ?? []).length > 0 ? "group" : "leaf";
}

export function branchClass(id: string, shape: TreeShape): string {
  const branch = shape.branch.get(id) ?? -1;
  return branch < 0 ? "" : `branch-${branch % BRANCH_COLOURS}`;
}
