import type { Point } from "../model/types";

/** Nodes have their full size from so many pixels of width and height on. */
const FULL_SIZE = 620;
const LEAST_SCALE = 0.6;

export const scaleFor = ({ clientWidth, clientHeight }: HTMLElement): number =>
  Math.min(1, Math.max(LEAST_SCALE, Math.min(clientWidth, clientHeight) / FULL_SIZE));

export function extentOf(points: Iterable<Point>): { x: [number, number]; y: [number, number] } {
  const box = { x: [Infinity, -Infinity] as [number, number], y: [Infinity, -Infinity] as [number, number] };
  for (const { x, y } of points) {
    box.x = [Math.min(box.x[0], x), Math.max(box.x[1], x)];
    box.y = [Math.min(box.y[0], y), Math.max(box.y[1], y)];
  }
  // A single node has no extent, and Sigma would divide by it.
  if (box.x[1] - box.x[0] < 40) box.x = [box.x[0] - 40, box.x[1] + 40];
  if (box.y[1] - box.y[0] < 40) box.y = [box.y[0] - 40, box.y[1] + 40];
  return box;
}
