import type { Box } from "./tree-shape";

export interface Point {
  x: number;
  y: number;
}

export type Curve = "bumpX" | "bumpY" | "basis" | "linear" | "rounded";

export interface Route {
  points: Point[];
  curve: Curve;
}

/** `map` spreads the tree sideways, `outline` hangs it below a trunk, `chain` runs it in rows. */
export type Manner = "map" | "outline" | "chain";

/** Centres of the boxes, routes of the tree links by child id, and where cross links may run. */
export interface Placement {
  manner: Manner;
  centres: Map<string, Point>;
  routes: Map<string, Route>;
  /** Side on which a box has free room: cross links leave and enter there. */
  openSide: Map<string, "left" | "right">;
  width: number;
  height: number;
}

export interface Spacing {
  column: number;
  leaf: number;
  subtree: number;
}

export const SPACING: Spacing = { column: 56, leaf: 9, subtree: 20 };

export function finish(
  boxes: ReadonlyMap<string, Box>,
  placed: Omit<Placement, "width" | "height">,
): Placement {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [id, centre] of placed.centres) {
    const box = boxes.get(id);
    if (!box) continue;
    xs.push(centre.x - box.width / 2, centre.x + box.width / 2);
    ys.push(centre.y - box.height / 2, centre.y + box.height / 2);
  }
  if (xs.length === 0) return { ...placed, width: 0, height: 0 };
  return { ...placed, width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
}

export interface WindowSize {
  width: number;
  height: number;
}

/** A window too narrow to show a whole tree at once: there it is shown from the top, to be scrolled. */
export function isNarrow(window: WindowSize): boolean {
  return window.width < 560;
}

/** How large the drawing can be shown in a window of that size; never above life size. */
export function fitScale(placement: Placement, window: WindowSize): number {
  const wide = window.width / Math.max(placement.width, 1);
  const tall = window.height / Math.max(placement.height, 1);
  return Math.min(wide, tall, 1);
}
