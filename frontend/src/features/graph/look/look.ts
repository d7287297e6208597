import type { Years } from "@/shared/lib/years";
import type { ColourBy, SizeBy } from "../model/scale";
import type { Start } from "../model/start";
import type { Positions } from "../model/types";

export type Selected = { readonly node: string } | { readonly edge: string };

/** Everything that decides what the page shows; an address or a saved view holds it, and undo steps through it. */
export interface Look {
  readonly start: Start | null;
  /** Expanded nodes in order, each with how many neighbours were asked for. */
  readonly expanded: readonly (readonly [id: string, limit: number])[];
  readonly removed: readonly string[];
  readonly pinned: Readonly<Record<string, readonly [x: number, y: number]>>;
  readonly hiddenTypes: readonly string[];
  readonly hiddenEdges: readonly string[];
  readonly years: Years | null;
  readonly words: string;
  readonly sizeBy: SizeBy;
  readonly colourBy: ColourBy;
  /** `all`: no community is folded, however many nodes there are; else those that were opened. */
  readonly open: readonly string[] | "all";
  readonly selected: Selected | null;
  /** The path on show between two picked nodes. */
  readonly path: readonly [from: string, to: string] | null;
  /** Where a saved view had its nodes; no part of an address. */
  readonly places: Positions | null;
}

export const BARE: Look = {
  start: null,
  expanded: [],
  removed: [],
  pinned: {},
  hiddenTypes: [],
  hiddenEdges: [],
  years: null,
  words: "",
  sizeBy: "degree",
  colourBy: "type",
  open: [],
  selected: null,
  path: null,
  places: null,
};

/** How many neighbours an expansion asks for, and by how many "more" adds. */
export const NEIGHBOURS = 40;

const toggled = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter((each) => each !== one) : [...list, one];

export const isExpanded = (look: Look, id: string): boolean => look.expanded.some(([each]) => each === id);

/** Asks for the node's neighbours, or for more of them. */
export function expand(look: Look, id: string): Look {
  const known = look.expanded.find(([each]) => each === id);
  if (known === undefined) return { ...look, expanded: [...look.expanded, [id, NEIGHBOURS]] };
  return { ...look, expanded: look.expanded.map((each) => (each === known ? [id, known[1] + NEIGHBOURS] : each)) };
}

export function collapse(look: Look, id: string): Look {
  return isExpanded(look, id) ? { ...look, expanded: look.expanded.filter(([each]) => each !== id) } : look;
}

export function remove(look: Look, ids: readonly string[]): Look {
  const fresh = ids.filter((id) => !look.removed.includes(id));
  if (fresh.length === 0) return look;
  const gone = look.selected !== null && "node" in look.selected && ids.includes(look.selected.node);
  return { ...look, removed: [...look.removed, ...fresh], selected: gone ? null : look.selected };
}

export function pin(look: Look, places: ReadonlyMap<string, { x: number; y: number }>): Look {
  const pinned = { ...look.pinned };
  for (const [id, { x, y }] of places) pinned[id] = [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  return { ...look, pinned };
}

export function unpin(look: Look, ids: readonly string[]): Look {
  const pinned = Object.fromEntries(Object.entries(look.pinned).filter(([id]) => !ids.includes(id)));
  return { ...look, pinned };
}

export const toggleType = (look: Look, type: string): Look => ({ ...look, hiddenTypes: toggled(look.hiddenTypes, type) });
export const toggleEdge = (look: Look, type: string): Look => ({ ...look, hiddenEdges: toggled(look.hiddenEdges, type) });

export function openGroup(look: Look, community: string): Look {
  return look.open === "all" ? look : { ...look, open: toggled(look.open, community) };
}
