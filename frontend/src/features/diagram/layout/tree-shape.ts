/** A box to place: its size is known (Mermaid has measured the label), its place is not. */
export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Link {
  id: string;
  source: string;
  target: string;
  /** True when this edge is known to lie outside the tree. */
  cross: boolean;
}

export interface TreeShape {
  roots: string[];
  children: ReadonlyMap<string, readonly string[]>;
  parent: ReadonlyMap<string, string>;
  depth: ReadonlyMap<string, number>;
  /** Index of the branch a node belongs to; -1 for the trunk above the first fork. */
  branch: ReadonlyMap<string, number>;
  branches: readonly string[];
  /** Ids of the links that hold the tree together; all others are cross links. */
  treeLinks: ReadonlySet<string>;
}

interface Growing {
  children: Map<string, string[]>;
  parent: Map<string, string>;
  depth: Map<string, number>;
  treeLinks: Set<string>;
}

/** Breadth first from `roots`, taking each node once; cross links are used only by the second pass. */
function grow(state: Growing, roots: readonly string[], outgoing: ReadonlyMap<string, Link[]>): void {
  const queue = [...roots];
  for (const root of roots) state.depth.set(root, state.depth.get(root) ?? 0);
  for (let at = 0; at < queue.length; at += 1) {
    const source = queue[at] ?? "";
    for (const link of outgoing.get(source) ?? []) {
      if (state.depth.has(link.target)) continue;
      state.parent.set(link.target, source);
      state.depth.set(link.target, (state.depth.get(source) ?? 0) + 1);
      state.children.get(source)?.push(link.target);
      state.treeLinks.add(link.id);
      queue.push(link.target);
    }
  }
}

function outgoingBy(ids: readonly string[], links: readonly Link[]): Map<string, Link[]> {
  const known = new Set(ids);
  const found = new Map<string, Link[]>(ids.map((id) => [id, []]));
  for (const link of links) if (known.has(link.target)) found.get(link.source)?.push(link);
  return found;
}

function branchesOf(roots: readonly string[], children: ReadonlyMap<string, readonly string[]>): readonly string[] {
  let level: readonly string[] = roots;
  while (level.length === 1) {
    const below = children.get(level[0] ?? "") ?? [];
    if (below.length === 0) return [];
    level = below;
  }
  return level;
}

function paintBranches(branches: readonly string[], children: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const branch = new Map<string, number>();
  branches.forEach((start, index) => {
    const stack = [start];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      branch.set(id, index);
      stack.push(...(children.get(id) ?? []));
    }
  });
  return branch;
}

/**
 * The spanning tree of a flowchart: each node hangs under the first edge that reaches it.
 * Nodes that only cross links reach hang under those; what nothing reaches is a root of its own.
 */
export function treeShape(ids: readonly string[], links: readonly Link[], root?: string): TreeShape {
  const state: Growing = {
    children: new Map(ids.map((id) => [id, []])),
    parent: new Map(),
    depth: new Map(),
    treeLinks: new Set(),
  };
  const solid = links.filter((link) => !link.cross && link.source !== link.target);
  const entered = new Set(solid.map((link) => link.target));
  const roots = root !== undefined && state.children.has(root) ? [root] : ids.filter((id) => !entered.has(id)).slice(0, 1);
  if (roots.length === 0 && ids[0] !== undefined) roots.push(ids[0]);
  grow(state, roots, outgoingBy(ids, solid));
  grow(state, [...state.depth.keys()], outgoingBy(ids, links));
  for (const id of ids) {
    if (state.depth.has(id)) continue;
    roots.push(id);
    grow(state, [id], outgoingBy(ids, links));
  }
  const branches = branchesOf(roots, state.children);
  const branch = paintBranches(branches, state.children);
  for (const id of ids) if (!branch.has(id)) branch.set(id, -1);
  return { roots, children: state.children, parent: state.parent, depth: state.depth, branch, branches, treeLinks: state.treeLinks };
}

/** A plain sequence: one root, no fork, no cross link; drawn as lines of text are, not as one long column. */
export function isChain(shape: TreeShape, links: readonly Link[]): boolean {
  if (shape.roots.length !== 1 || shape.depth.size < 5 || links.length !== shape.treeLinks.size) return false;
  return [...shape.children.values()].every((below) => below.length <= 1);
}
