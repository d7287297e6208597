import { outlineOf } from "@/features/breeding/mini-tree-layout";
import type { ParentDiff, Tree } from "@/shared/api/types";

export type DiffState = "kept" | "moved" | "new" | "dropped" | "context";

export interface DiffRow {
  id: string;
  label: string;
  depth: number;
  state: DiffState;
}

type Outlined = Pick<Tree, "root" | "nodes" | "edges">;

/** The child top down, each node kept as it was, moved, or new against the parent. */
export function childRows(child: Outlined, diff: Pick<ParentDiff, "kept">): DiffRow[] {
  const moved = new Map(diff.kept.map((item) => [item.node, item.moved]));
  return outlineOf(child).map((row) => {
    const known = moved.get(row.id);
    return { ...row, state: known === undefined ? "new" : known ? "moved" : "kept" };
  });
}

/** What the child dropped of the parent, top down, with the nodes above it for context. */
export function droppedRows(parent: Outlined, diff: Pick<ParentDiff, "dropped">): DiffRow[] {
  const dropped = new Set(diff.dropped.map(({ node }) => node));
  const rows = outlineOf(parent);
  const found: DiffRow[] = [];
  let least = -1;
  // From the bottom up: a node is context when a row below it, deeper than itself, was taken.
  for (const row of [...rows].reverse()) {
    const leads = least > row.depth;
    if (!dropped.has(row.id) && !leads) continue;
    found.push({ ...row, state: dropped.has(row.id) ? "dropped" : "context" });
    least = row.depth;
  }
  return found.reverse();
}

export interface DiffCounts {
  kept: number;
  moved: number;
  new: number;
  dropped: number;
}

export const diffCounts = (diff: Pick<ParentDiff, "kept" | "new" | "dropped">): DiffCounts => ({
  kept: diff.kept.filter(({ moved }) => !moved).length,
  moved: diff.kept.filter(({ moved }) => moved).length,
  new: diff.new.length,
  dropped: diff.dropped.length,
});
