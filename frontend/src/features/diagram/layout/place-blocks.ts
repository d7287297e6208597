import { finish, fitScale, isNarrow, SPACING, type Placement, type Point, type Route, type WindowSize } from "./placement";
import type { Box, TreeShape } from "./tree-shape";

interface Row {
  id: string;
  depth: number;
}

interface Block {
  top: string;
  rows: Row[];
  width: number;
  height: number;
}

interface Pen {
  shape: TreeShape;
  boxes: ReadonlyMap<string, Box>;
  centres: Map<string, Point>;
  routes: Map<string, Route>;
  openSide: Map<string, "left" | "right">;
}

const INDENT = 22;
const GUTTER = 36;
const BUS = 26;
const NOTHING: Box = { id: "", width: 0, height: 0 };

function sizeOf(pen: Pen, id: string): Box {
  return pen.boxes.get(id) ?? NOTHING;
}

/** One branch as an outline: every node on its own line, indented by its depth below the branch. */
function blockOf(pen: Pen, top: string): Block {
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

function placeBlock(pen: Pen, block: Block, left: number, top: number): void {
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

/** Blocks into rows of at most `perRow`, each row in two halves beside the trunk. */
function placeRows(pen: Pen, root: string, blocks: readonly Block[], perRow: number): void {
  const trunkTop = sizeOf(pen, root).height / 2;
  pen.centres.set(root, { x: 0, y: 0 });
  pen.openSide.set(root, "right");
  let y = trunkTop + BUS;
  for (let at = 0; at < blocks.length; at += perRow) {
    const row = blocks.slice(at, at + perRow);
    const half = Math.ceil(row.length / 2);
    const lefts = row.slice(0, half);
    let x = -GUTTER / 2 - lefts.reduce((sum, block) => sum + block.width, 0) - GUTTER * (lefts.length - 1);
    row.forEach((block, index) => {
      if (index === half) x = GUTTER / 2;
      placeBlock(pen, block, x, y + BUS);
      const head = pen.centres.get(block.top) ?? { x, y };
      const join = { x: head.x, y: head.y - sizeOf(pen, block.top).height / 2 };
      pen.routes.set(block.top, { points: [{ x: 0, y: trunkTop }, { x: 0, y }, { x: head.x, y }, join], curve: "rounded" });
      x += block.width + GUTTER;
    });
    y += Math.max(...row.map((block) => block.height)) + BUS * 2;
  }
}

/** The root on top, its branches below as outlines, in as many rows as suit the window. */
export function placeBlocks(shape: TreeShape, boxes: ReadonlyMap<string, Box>, window: WindowSize): Placement | undefined {
  const root = shape.roots[0];
  const tops = root === undefined ? [] : (shape.children.get(root) ?? []);
  if (shape.roots.length !== 1 || root === undefined || tops.length < 2) return undefined;
  let best: Placement | undefined;
  for (let rows = 1; rows < tops.length; rows += 1) {
    const perRow = Math.ceil(tops.length / rows);
    const pen: Pen = { shape, boxes, centres: new Map(), routes: new Map(), openSide: new Map() };
    placeRows(pen, root, tops.map((id) => blockOf(pen, id)), perRow);
    const placement = finish(boxes, { ...pen, manner: "outline" });
    // In a narrow window only the width counts: the rows below are reached by scrolling.
    const room = isNarrow(window) ? { ...window, height: Number.POSITIVE_INFINITY } : window;
    if (!best || fitScale(placement, room) > fitScale(best, room)) best = placement;
  }
  return best;
}
