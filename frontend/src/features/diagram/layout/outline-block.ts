import { SPACING, type Point, type Route } from "./placement";
import type { Box, TreeShape } from "./tree-shape";

interface Row {
  id: string;
  depth: number;
}

export interface Block {
  top: string;
  rows: Row[];
  width: number;
  height: number;
}

export interface Pen {
  shape: TreeShape;
  boxes: ReadonlyMap<string, Box>;
  centres: Map<string, Point>;
  routes: Map<string, Route>;
  openSide: Map<string, "left" | "right">;
}

const INDENT = 22;
export const GUTTER = 36;
export const BUS = 26;
const NOTHING: Box = { id: "", width: 0, height: 0 };

export function sizeOf(pen: Pen, id: string): Box {
  return pen.boxes.get(id) ?? NOTHING;
}

/** One branch as an outline: every node on its own line, indented by its depth below the branch. */
export function blockOf(pen: Pen, top: string): Block {
  const rows: Row[] = [];
  const walk = (id: string, depth: number): void => {
    rows.push({ id, depth });
    for (const child of pen.shape.children.get(id) ?? []) walk(child, depth + 1);
  };
  walk(top, 0);
  const width = Math.max(...rows.map((row) => row.depth * INDENT + sizeOf(pen, row.id).width));
  const height = rows.reduce((sum, row) => sum + sizeOf(pen, row.id).height + SPACING.leaf, -SPACING.leaf);
  return { top, rows, width, height };
}

/** Puts a branch with its upper left corner at (`left`, `top`) and draws the lines inside it. */
export function placeBlock(pen: Pen, block: Block, left: number, top: number): void {
  let y = top;
  for (const row of block.rows) {
    const box = sizeOf(pen, row.id);
    pen.centres.set(row.id, { x: left + row.depth * INDENT + box.width / 2, y: y + box.height / 2 });
    pen.openSide.set(row.id, "right");
    y += box.height + SPACING.leaf;
    const parent = pen.shape.parent.get(row.id);
    const above = parent === undefined || row.depth === 0 ? undefined : pen.centres.get(parent);
    if (parent === undefined || !above) continue;
    const spine = left + (row.depth - 1) * INDENT + INDENT / 2;
    const middle = y - SPACING.leaf - box.height / 2;
    const start = { x: spine, y: above.y + sizeOf(pen, parent).height / 2 };
    pen.routes.set(row.id, { points: [start, { x: spine, y: middle }, { x: left + row.depth * INDENT, y: middle }], curve: "rounded" });
  }
}
