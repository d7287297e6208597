import type { Point } from "./types";

/** Whether a point lies inside a polygon, by how often a ray from it crosses the outline. */
export function insidePolygon({ x, y }: Point, outline: readonly Point[]): boolean {
  let inside = false;
  outline.forEach((a, at) => {
    const b = outline[(at + outline.length - 1) % outline.length];
    if (b === undefined || a.y > y === b.y > y) return;
    if (x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}
