import { finish, SPACING, type Placement, type Point, type Route, type Spacing } from "./placement";
import type { Box, TreeShape } from "./tree-shape";

interface Pen {
  shape: TreeShape;
  boxes: ReadonlyMap<string, Box>;
  spacing: Spacing;
  extents: Map<string, number>;
  centres: Map<string, Point>;
  routes: Map<string, Route>;
  openSide: Map<string, "left" | "right">;
}

const NOTHING: Box = { id: "", width: 0, height: 0 };

function gapAfter(pen: Pen, id: string, next: string): number {
  const leaves = [id, next].every((one) => (pen.shape.children.get(one) ?? []).length === 0);
  return leaves ? pen.spacing.leaf : pen.spacing.subtree;
}

function stackHeight(pen: Pen, ids: readonly string[]): number {
  return ids.reduce((sum, id, at) => {
    const next = ids[at + 1];
    return sum + extent(pen, id) + (next === undefined ? 0 : gapAfter(pen, id, next));
  }, 0);
}

function extent(pen: Pen, id: string): number {
  const known = pen.extents.get(id);
  if (known !== undefined) return known;
  const own = (pen.boxes.get(id) ?? NOTHING).height;
  const tall = Math.max(own, stackHeight(pen, pen.shape.children.get(id) ?? []));
  pen.extents.set(id, tall);
  return tall;
}

/** Left edge of every column, counted outwards from the root: as wide as its widest box. */
function columnStarts(pen: Pen, tops: readonly string[], from: number): Map<number, number> {
  const widest = new Map<number, number>();
  const stack = [...tops];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const depth = pen.shape.depth.get(id) ?? 0;
    widest.set(depth, Math.max(widest.get(depth) ?? 0, (pen.boxes.get(id) ?? NOTHING).width));
    stack.push(...(pen.shape.children.get(id) ?? []));
  }
  const starts = new Map<number, number>();
  let x = from;
  for (const depth of [...widest.keys()].sort((a, b) => a - b)) {
    starts.set(depth, x);
    x += (widest.get(depth) ?? 0) + pen.spacing.column;
  }
  return starts;
}

function route(pen: Pen, parent: string, child: string, sign: 1 | -1): void {
  const from = pen.centres.get(parent);
  const to = pen.centres.get(child);
  if (!from || !to) return;
  const start = { x: from.x + (sign * (pen.boxes.get(parent) ?? NOTHING).width) / 2, y: from.y };
  const end = { x: to.x - (sign * (pen.boxes.get(child) ?? NOTHING).width) / 2, y: to.y };
  pen.routes.set(child, { points: [start, end], curve: "bumpX" });
}

function placeStack(pen: Pen, ids: readonly string[], top: number, starts: Map<number, number>, sign: 1 | -1): void {
  let y = top;
  ids.forEach((id, at) => {
    const box = pen.boxes.get(id) ?? NOTHING;
    const tall = extent(pen, id);
    const children = pen.shape.children.get(id) ?? [];
    placeStack(pen, children, y + (tall - stackHeight(pen, children)) / 2, starts, sign);
    const first = pen.centres.get(children[0] ?? "");
    const last = pen.centres.get(children[children.length - 1] ?? "");
    const start = starts.get(pen.shape.depth.get(id) ?? 0) ?? 0;
    const middle = first && last ? (first.y + last.y) / 2 : y + tall / 2;
    const low = y + box.height / 2;
    pen.centres.set(id, { x: sign * (start + box.width / 2), y: Math.min(Math.max(middle, low), y + tall - box.height / 2) });
    pen.openSide.set(id, sign === 1 ? "right" : "left");
    children.forEach((child) => route(pen, id, child, sign));
    const next = ids[at + 1];
    y += tall + (next === undefined ? 0 : gapAfter(pen, id, next));
  });
}

function newPen(shape: TreeShape, boxes: ReadonlyMap<string, Box>, spacing: Spacing): Pen {
  return { shape, boxes, spacing, extents: new Map(), centres: new Map(), routes: new Map(), openSide: new Map() };
}

/** The tree grows to the right in columns: root left, leaves right. */
export function placeRight(shape: TreeShape, boxes: ReadonlyMap<string, Box>, spacing = SPACING): Placement {
  const pen = newPen(shape, boxes, spacing);
  placeStack(pen, shape.roots, 0, columnStarts(pen, shape.roots, 0), 1);
  return finish(boxes, { ...pen, manner: "map" });
}

/** How many of the first children go to the right so that both sides are about as tall. */
function split(pen: Pen, tops: readonly string[]): number {
  const heights = tops.map((id) => extent(pen, id));
  const all = heights.reduce((sum, one) => sum + one, 0);
  let best = tops.length;
  let off = Number.POSITIVE_INFINITY;
  let right = 0;
  heights.forEach((height, at) => {
    right += height;
    const difference = Math.abs(right - (all - right));
    if (difference < off) [off, best] = [difference, at + 1];
  });
  return best;
}

/** The root in the middle, one half of its branches to the right and the other half to the left. */
export function placeBothSides(shape: TreeShape, boxes: ReadonlyMap<string, Box>, spacing = SPACING): Placement {
  const root = shape.roots[0];
  const tops = root === undefined ? [] : (shape.children.get(root) ?? []);
  if (shape.roots.length !== 1 || root === undefined || tops.length < 2) return placeRight(shape, boxes, spacing);
  const pen = newPen(shape, boxes, spacing);
  const at = split(pen, tops);
  const half = (boxes.get(root) ?? NOTHING).width / 2 + spacing.column * 1.4;
  pen.centres.set(root, { x: 0, y: 0 });
  pen.openSide.set(root, "right");
  for (const [ids, sign] of [[tops.slice(0, at), 1], [tops.slice(at), -1]] as const) {
    placeStack(pen, ids, -stackHeight(pen, ids) / 2, columnStarts(pen, ids, half), sign);
    ids.forEach((id) => route(pen, root, id, sign));
  }
  return finish(boxes, { ...pen, manner: "map" });
}
