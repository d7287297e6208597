import { PER_NODE } from "./force";

/** The stage that sizes are thought for, pixels. */
const STAGE = 760;
const ROUNDS = 40;
/** Pixels left free between two nodes. */
const GAP = 6;

function extent(nodes: Float32Array): number {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < nodes.length; at += PER_NODE) {
    const [x, y] = [nodes[at] ?? 0, nodes[at + 1] ?? 0];
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return Math.max(right - left, high - low, 1);
}

function push(nodes: Float32Array, a: number, b: number, room: number): boolean {
  const dx = (nodes[b] ?? 0) - (nodes[a] ?? 0);
  const dy = (nodes[b + 1] ?? 0) - (nodes[a + 1] ?? 0);
  const distance = Math.hypot(dx, dy);
  if (distance >= room) return false;
  const [aFixed, bFixed] = [nodes[a + 9] === 1, nodes[b + 9] === 1];
  if (aFixed && bFixed) return false;
  // Two on one spot part along a direction that their numbers decide.
  const [ux, uy] = distance > 1e-6 ? [dx / distance, dy / distance] : [Math.cos(a + b), Math.sin(a + b)];
  const by = (room - distance) / (aFixed || bFixed ? 1 : 2);
  if (!aFixed) {
    nodes[a] = (nodes[a] ?? 0) - ux * by;
    nodes[a + 1] = (nodes[a + 1] ?? 0) - uy * by;
  }
  if (!bFixed) {
    nodes[b] = (nodes[b] ?? 0) + ux * by;
    nodes[b + 1] = (nodes[b + 1] ?? 0) + uy * by;
  }
  return true;
}

/** Pushes nodes that would lie over each other on the screen apart, in place; fixed ones stay. */
export function spread(nodes: Float32Array): void {
  const order = nodes.length / PER_NODE;
  if (order < 2) return;
  const unit = extent(nodes) / STAGE;
  let largest = 0;
  for (let at = 8; at < nodes.length; at += PER_NODE) largest = Math.max(largest, nodes[at] ?? 0);
  const cell = Math.max((2 * largest + GAP) * unit, 1e-6);
  const rounds = order > 2000 ? 4 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    const cells = new Map<string, number[]>();
    for (let at = 0; at < nodes.length; at += PER_NODE) {
      const key = `${Math.floor((nodes[at] ?? 0) / cell)},${Math.floor((nodes[at + 1] ?? 0) / cell)}`;
      const list = cells.get(key);
      if (list) list.push(at);
      else cells.set(key, [at]);
    }
    let moved = false;
    for (const [key, list] of cells) {
      const [cx, cy] = key.split(",").map(Number) as [number, number];
      for (let nx = cx - 1; nx <= cx + 1; nx += 1) {
        for (let ny = cy - 1; ny <= cy + 1; ny += 1) {
          for (const a of list) {
            for (const b of cells.get(`${nx},${ny}`) ?? []) {
              if (a >= b) continue;
              const room = ((nodes[a + 8] ?? 0) + (nodes[b + 8] ?? 0) + GAP) * unit;
              if (push(nodes, a, b, room)) moved = true;
            }
          }
        }
      }
    }
    if (!moved) return;
  }
}
