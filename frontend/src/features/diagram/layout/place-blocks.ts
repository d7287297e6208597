import { type Block, blockOf, BUS, GUTTER, type Pen, placeBlock, sizeOf } from "./outline-block";
import { placeColumns } from "./place-columns";
import { finish, fitScale, isNarrow, type Placement, type WindowSize } from "./placement";
import type { Box, TreeShape } from "./tree-shape";

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

/** The root on top, its branches below as outlines, in as many rows or columns as show them largest in the window. */
export function placeBlocks(shape: TreeShape, boxes: ReadonlyMap<string, Box>, window: WindowSize): Placement | undefined {
  const root = shape.roots[0];
  const tops = root === undefined ? [] : (shape.children.get(root) ?? []);
  if (shape.roots.length !== 1 || root === undefined || tops.length < 2) return undefined;
  // In a narrow window only the width counts: what stands below is reached by scrolling.
  const room = isNarrow(window) ? { ...window, height: Number.POSITIVE_INFINITY } : window;
  const newPen = (): Pen => ({ shape, boxes, centres: new Map(), routes: new Map(), openSide: new Map() });
  const counts = tops.slice(1).map((_, at) => at + 1);
  const rows = counts.map((count) => {
    const pen = newPen();
    placeRows(pen, root, tops.map((id) => blockOf(pen, id)), Math.ceil(tops.length / count));
    return finish(boxes, { ...pen, manner: "outline" });
  });
  const columns = counts.reverse().map((count) => {
    const pen = newPen();
    return placeColumns(pen, root, tops.map((id) => blockOf(pen, id)), count);
  });
  // Rows come first among equals: their heads stand side by side.
  return [...rows, ...columns].reduce((best, one) => (fitScale(one, room) > fitScale(best, room) * 1.02 ? one : best));
}
