import type { GraphEdge, Point, Positions } from "./types";

export type Direction = "up" | "down" | "left" | "right";

const UNIT: Readonly<Record<Direction, Point>> = {
  up: { x: 0, y: 1 },
  down: { x: 0, y: -1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

export function neighboursOf(id: string, edges: readonly GraphEdge[]): Set<string> {
  const found = new Set<string>();
  for (const { source, target } of edges) {
    if (source === id) found.add(target);
    if (target === id) found.add(source);
  }
  found.delete(id);
  return found;
}

/** The neighbour that lies best in that direction (near and within 80 degrees of it); y grows upwards. */
export function stepTo(from: string, direction: Direction, near: Iterable<string>, positions: Positions): string | undefined {
  const here = positions.get(from);
  if (here === undefined) return undefined;
  const unit = UNIT[direction];
  let best: { id: string; cost: number } | undefined;
  for (const id of near) {
    const there = positions.get(id);
    if (there === undefined) continue;
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const distance = Math.hypot(dx, dy);
    const along = (dx * unit.x + dy * unit.y) / (distance || 1);
    if (along < 0.17) continue;
    const cost = distance / along;
    if (best === undefined || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost };
  }
  return best?.id;
}
