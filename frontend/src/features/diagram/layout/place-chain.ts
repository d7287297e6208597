import { finish, type Placement, type Point, type Route } from "./placement";
import type { Box, TreeShape } from "./tree-shape";

const GAP_X = 40;
const GAP_Y = 34;

function order(shape: TreeShape): string[] {
  const ids: string[] = [];
  for (let id = shape.roots[0]; id !== undefined; id = shape.children.get(id)?.[0]) ids.push(id);
  return ids;
}

function routeBetween(from: Point, to: Point, a: Box, b: Box): Route {
  if (Math.abs(from.y - to.y) < 1) {
    const sign = Math.sign(to.x - from.x);
    return { curve: "linear", points: [{ x: from.x + (sign * a.width) / 2, y: from.y }, { x: to.x - (sign * b.width) / 2, y: to.y }] };
  }
  return { curve: "linear", points: [{ x: from.x, y: from.y + a.height / 2 }, { x: to.x, y: to.y - b.height / 2 }] };
}

function snake(ids: readonly string[], boxes: ReadonlyMap<string, Box>, columns: number): Placement {
  const sizes = ids.map((id) => boxes.get(id) ?? { id, width: 0, height: 0 });
  const pitchX = Math.max(...sizes.map((box) => box.width)) + GAP_X;
  const pitchY = Math.max(...sizes.map((box) => box.height)) + GAP_Y;
  const centres = new Map<string, Point>();
  const routes = new Map<string, Route>();
  ids.forEach((id, at) => {
    const row = Math.floor(at / columns);
    const along = at % columns;
    centres.set(id, { x: (row % 2 === 0 ? along : columns - 1 - along) * pitchX, y: row * pitchY });
    const before = ids[at - 1];
    const [from, to] = [centres.get(before ?? ""), centres.get(id)];
    const [a, b] = [sizes[at - 1], sizes[at]];
    if (from && to && a && b) routes.set(id, routeBetween(from, to, a, b));
  });
  return finish(boxes, { manner: "chain", centres, routes, openSide: new Map() });
}

/** A sequence in rows that run forth and back, with as many columns as suit a window of that shape. */
export function placeChain(shape: TreeShape, boxes: ReadonlyMap<string, Box>, aspect: number): Placement {
  const ids = order(shape);
  let best = snake(ids, boxes, 1);
  let bestScale = 0;
  for (let columns = 1; columns <= ids.length; columns += 1) {
    const placement = snake(ids, boxes, columns);
    const scale = Math.min(aspect / Math.max(placement.width, 1), 1 / Math.max(placement.height, 1));
    if (scale > bestScale) [best, bestScale] = [placement, scale];
  }
  return best;
}
