import type { DiagramEdge, DiagramLevel, DiagramModel } from "../model/diagram-model";
import type { Selection } from "../view/selection";

/** The level in which a node hangs below its parent; the top for the root and for a node that no level draws. */
export function homeOf(levels: readonly DiagramLevel[], node: string): DiagramLevel | undefined {
  return levels.find((level) => level.node !== node && level.nodes.includes(node)) ?? levels[0];
}

/** The level to show so that the selection is seen: the current one if it draws it, else where it belongs. */
export function levelFor(levels: readonly DiagramLevel[], current: string, selection: Selection | null): string {
  const here = levels.find((level) => level.id === current);
  if (selection === null) return here?.id ?? "";
  const ends = "node" in selection ? [selection.node] : [selection.edge.source, selection.edge.target];
  const holds = (level: DiagramLevel): boolean => ends.every((id) => level.nodes.includes(id));
  if (here && holds(here)) return here.id;
  const [first = ""] = ends;
  return ("edge" in selection ? levels.find(holds) : undefined)?.id ?? homeOf(levels, first)?.id ?? "";
}

/** Whether the address moves on to another level, where none in it means the top. */
export function changesLevel(levels: readonly DiagramLevel[], current: string, next: string | undefined): boolean {
  return next !== undefined && next !== (current || levels[0]?.id);
}

/** The levels from the top down to this one. */
export function pathTo(levels: readonly DiagramLevel[], level: DiagramLevel): DiagramLevel[] {
  const path: DiagramLevel[] = [];
  for (let at: DiagramLevel | undefined = level; at && !path.includes(at); ) {
    path.unshift(at);
    const { parent }: DiagramLevel = at;
    at = levels.find((one) => one.id === parent);
  }
  return path;
}

/** The part of a diagram that one level draws. */
export function shownModel(model: DiagramModel, level: DiagramLevel): DiagramModel {
  const inside = new Set(level.nodes);
  const counts = below(model.edges);
  return {
    title: model.title,
    mermaid: level.mermaid,
    root: level.node,
    nodes: model.nodes.filter((node) => inside.has(node.id)),
    edges: model.edges.filter((edge) => inside.has(edge.source) && inside.has(edge.target)),
    doors: new Map(level.doors.map((id) => [id, counts.get(id) ?? 0])),
  };
}

export function parentsOf(edges: readonly DiagramEdge[]): Map<string, string> {
  return new Map(edges.filter((edge) => edge.kind === "tree").map((edge) => [edge.target, edge.source]));
}

/** How many nodes stand below each node. */
function below(edges: readonly DiagramEdge[]): Map<string, number> {
  const parents = parentsOf(edges);
  const counts = new Map<string, number>();
  for (const node of parents.keys()) {
    for (let up = parents.get(node); up !== undefined; up = parents.get(up)) counts.set(up, (counts.get(up) ?? 0) + 1);
  }
  return counts;
}

/** Where the nodes show in a level: themselves, or the nearest node above them that it draws. */
export function lifted(ids: Iterable<string>, level: DiagramLevel, parents: ReadonlyMap<string, string>): Set<string> {
  const inside = new Set(level.nodes);
  const found = new Set<string>();
  for (const id of ids) {
    let at: string | undefined = id;
    while (at !== undefined && !inside.has(at)) at = parents.get(at);
    if (at !== undefined) found.add(at);
  }
  return found;
}
