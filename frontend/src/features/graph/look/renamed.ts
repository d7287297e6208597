import type { Start } from "../model/start";
import type { Look } from "./look";

function renamedStart(start: Start | null, name: (id: string) => string): Start | null {
  if (start?.kind === "nodes") return { ...start, ids: [...new Set(start.ids.map(name))] };
  return start?.kind === "path" ? { ...start, from: name(start.from), to: name(start.to) } : start;
}

/** The look with a node's former id replaced by the one it has now. */
export function renamed(look: Look, from: string, to: string): Look {
  const name = (id: string): string => (id === from ? to : id);
  return {
    ...look,
    start: renamedStart(look.start, name),
    expanded: look.expanded.map(([id, limit]) => [name(id), limit] as const),
    removed: look.removed.map(name),
    pinned: Object.fromEntries(Object.entries(look.pinned).map(([id, place]) => [name(id), place])),
    selected: look.selected !== null && "node" in look.selected ? { node: name(look.selected.node) } : look.selected,
    path: look.path === null ? null : [name(look.path[0]), name(look.path[1])],
  };
}

/** The ids that a look begins with or points at; those that the graph does not know may be former ones. */
export function namedIn({ start, selected, path }: Look): string[] {
  const begun = start?.kind === "nodes" ? start.ids : start?.kind === "path" ? [start.from, start.to] : [];
  return [...new Set([...begun, ...(selected !== null && "node" in selected ? [selected.node] : []), ...(path ?? [])])];
}
