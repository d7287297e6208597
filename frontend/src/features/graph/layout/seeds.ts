import { hash32 } from "../model/hash";
import type { Point, Positions } from "../model/types";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Room for one node, in graph units. */
export const ROOM = 24;

/** The k-th of the points that fill a disc evenly (Vogel 1979), in units of one point's room. */
function sunflower(k: number): Point {
  const radius = Math.sqrt((k + 0.5) / Math.PI);
  return { x: radius * Math.cos(k * GOLDEN), y: radius * Math.sin(k * GOLDEN) };
}

/**
 * Where nodes begin: each community as a disc of its own, the largest in the middle, members in the order of the hash
 * of their ids. A function of ids and communities alone.
 */
export function seedAll(ids: readonly string[], community: ReadonlyMap<string, string>): Map<string, Point> {
  const members = new Map<string, string[]>();
  for (const id of ids) {
    const name = community.get(id) ?? id;
    const list = members.get(name);
    if (list) list.push(id);
    else members.set(name, [id]);
  }
  const ranked = [...members].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  const found = new Map<string, Point>();
  let area = 0;
  ranked.forEach(([, list], k) => {
    const room = list.length * 1.6 + 1;
    const radius = k === 0 ? 0 : Math.sqrt((area + room / 2) / Math.PI) * 1.15;
    const [cx, cy] = [radius * Math.cos(k * GOLDEN), radius * Math.sin(k * GOLDEN)];
    area += room;
    const order = [...list].sort((a, b) => hash32(a) - hash32(b) || (a < b ? -1 : 1));
    order.forEach((id, at) => {
      const { x, y } = sunflower(at);
      found.set(id, { x: (cx + x) * ROOM, y: (cy + y) * ROOM });
    });
  });
  return found;
}

/** Where new nodes begin beside those that stand: round their parent, on the side away from the middle. */
export function seedNear(fresh: readonly string[], around: ReadonlyMap<string, string>, standing: Positions): Map<string, Point> {
  const found = new Map<string, Point>();
  const turn = new Map<string, number>();
  let [mx, my] = [0, 0];
  for (const { x, y } of standing.values()) [mx, my] = [mx + x / standing.size, my + y / standing.size];
  for (const id of fresh) {
    const parent = around.get(id) ?? "";
    const at = standing.get(parent) ?? found.get(parent) ?? { x: mx, y: my };
    const nth = turn.get(parent) ?? 0;
    turn.set(parent, nth + 1);
    const { x, y } = sunflower(nth + 2);
    const away = Math.hypot(at.x - mx, at.y - my) || 1;
    const [ox, oy] = [((at.x - mx) / away) * ROOM * 2, ((at.y - my) / away) * ROOM * 2];
    const shake = ((hash32(id) % 100) - 50) / 50;
    found.set(id, { x: at.x + ox + x * ROOM + shake, y: at.y + oy + y * ROOM - shake });
  }
  return found;
}
