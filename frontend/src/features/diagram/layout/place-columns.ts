import { type Block, BUS, GUTTER, type Pen, placeBlock, sizeOf } from "./outline-block";
import { finish, type Placement } from "./placement";

/** Room between two branches that stand below each other. */
const GAP = 22;
/** From a column's left edge to the line that leads to its lower branches. */
const RAIL = 14;

function fill(heights: readonly number[], limit: number): number[][] {
  const groups: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  heights.forEach((height, at) => {
    if (used + GAP + height > limit) {
      groups.push([]);
      used = -GAP;
    }
    groups[groups.length - 1]?.push(at);
    used += GAP + height;
  });
  return groups;
}

/** The branches in their order, parted into at most `count` columns of which the tallest is as low as can be. */
export function partColumns(heights: readonly number[], count: number): number[][] {
  let [low, high] = [Math.max(...heights), heights.reduce((sum, height) => sum + height + GAP, 0)];
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    if (fill(heights, middle).length <= count) high = middle;
    else low = middle;
  }
  return fill(heights, high);
}

/** The root on top, its branches below as outlines in columns of about one height. */
export function placeColumns(pen: Pen, root: string, blocks: readonly Block[], count: number): Placement {
  const columns = partColumns(blocks.map((block) => block.height), count).map((group) => blocks.filter((_, at) => group.includes(at)));
  const widths = columns.map((column) => Math.max(...column.map((block) => block.width)));
  const trunk = sizeOf(pen, root).height / 2;
  const bus = trunk + BUS;
  pen.centres.set(root, { x: 0, y: 0 });
  pen.openSide.set(root, "right");
  let x = -(widths.reduce((sum, width) => sum + width, 0) + GUTTER * (columns.length - 1)) / 2;
  columns.forEach((column, at) => {
    let y = bus + BUS;
    column.forEach((block, row) => {
      placeBlock(pen, block, x, y);
      const head = pen.centres.get(block.top) ?? { x, y };
      const box = sizeOf(pen, block.top);
      const start = [{ x: 0, y: trunk }, { x: 0, y: bus }];
      const end =
        row === 0
          ? [{ x: head.x, y: bus }, { x: head.x, y: head.y - box.height / 2 }]
          : [{ x: x - RAIL, y: bus }, { x: x - RAIL, y: head.y }, { x: head.x - box.width / 2, y: head.y }];
      pen.routes.set(block.top, { points: [...start, ...end], curve: "rounded" });
      y += block.height + GAP;
    });
    x += (widths[at] ?? 0) + GUTTER;
  });
  return finish(pen.boxes, { ...pen, manner: "outline" });
}
