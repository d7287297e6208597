import type { Placement, Point, Route } from "./placement";
import type { Box } from "./tree-shape";

const MIN_BOW = 18;
/** An outline leaves only its gutters free; a map has the whole margin. */
const MAX_BOW = { map: 130, outline: 26, chain: 60 };

function port(centre: Point, box: Box, side: "left" | "right"): Point {
  return { x: centre.x + (side === "right" ? box.width / 2 : -box.width / 2), y: centre.y };
}

function straight(from: Point, to: Point, a: Box, b: Box): Route {
  const sign = to.x >= from.x ? 1 : -1;
  const start = { x: from.x + (sign * a.width) / 2, y: from.y };
  const end = { x: to.x - (sign * b.width) / 2, y: to.y };
  return { points: [start, end], curve: "bumpX" };
}

/** Cross links between boxes of one side bow out into the free room beside them, so that they cross no label. */
export function crossRoute(placement: Placement, source: Box, target: Box): Route | undefined {
  const from = placement.centres.get(source.id);
  const to = placement.centres.get(target.id);
  if (!from || !to) return undefined;
  const side = placement.openSide.get(source.id);
  if (side === undefined || side !== placement.openSide.get(target.id)) return straight(from, to, source, target);
  const start = port(from, source, side);
  const end = port(to, target, side);
  const sign = side === "right" ? 1 : -1;
  const overlap = Math.abs(start.x - end.x) < Math.max(source.width, target.width) * 1.2;
  if (!overlap) return straight(from, to, source, target);
  const bow = Math.min(Math.max(Math.abs(start.y - end.y) * 0.28, MIN_BOW), MAX_BOW[placement.manner]);
  const out = sign === 1 ? Math.max(start.x, end.x) + bow : Math.min(start.x, end.x) - bow;
  const quarter = (end.y - start.y) / 4;
  return { points: [start, { x: out, y: start.y + quarter }, { x: out, y: end.y - quarter }, end], curve: "basis" };
}
