export type Direction = "left" | "right" | "up" | "down";

export interface Spot {
  id: string;
  x: number;
  y: number;
}

const ARROWS: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export function directionOf(key: string): Direction | undefined {
  return ARROWS[key];
}

/** The next node in a direction: near along it, and not far aside (aside counts double). */
export function nearest(from: Spot, spots: readonly Spot[], direction: Direction): string | undefined {
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    if (spot.id === from.id) continue;
    const [dx, dy] = [spot.x - from.x, spot.y - from.y];
    const sideways = direction === "left" || direction === "right";
    const along = sideways ? (direction === "right" ? dx : -dx) : direction === "down" ? dy : -dy;
    const aside = Math.abs(sideways ? dy : dx);
    if (along <= 1) continue;
    // What lies mostly aside is taken only where nothing lies ahead.
    const cost = along + aside * 2 + (aside > along * 2.5 ? 1e6 : 0);
    if (cost < bestCost) [best, bestCost] = [spot.id, cost];
  }
  return best;
}
