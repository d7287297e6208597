import { describe, expect, it } from "vitest";
import { generated } from "../model/generated.fixture";
import { communities, undirected } from "../model/measures";
import { type Body, matrices, move, PER_NODE, positionsOf } from "./force";
import { seedAll, seedNear } from "./seeds";
import { spread } from "./spread";

const { nodes, edges } = generated(3, 20);
const ids = nodes.map((node) => node.id);
const places = seedAll(ids, communities(undirected(nodes, edges)));
const bodies = (fixed: (id: string) => boolean): Body[] => ids.map((id) => ({ ...(places.get(id) ?? { x: 0, y: 0 }), size: 6, fixed: fixed(id) }));
const springs = edges.map(({ source, target }) => [ids.indexOf(source), ids.indexOf(target), 1] as const);

function laidOut(fixed: (id: string) => boolean = () => false): Float32Array {
  const both = matrices(bodies(fixed), springs);
  move(both, 60);
  spread(both.nodes);
  return positionsOf(both.nodes);
}

describe("the layout", () => {
  it("is the same for the same input", () => {
    expect(laidOut()).toEqual(laidOut());
  });

  it("begins with every node at a place of its own, whatever the order of the lists", () => {
    const spots = new Set([...places.values()].map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`));
    expect(spots.size).toBe(ids.length);
    expect(seedAll([...ids].reverse(), communities(undirected(nodes, edges)))).toEqual(places);
  });

  it("leaves pinned nodes where they are", () => {
    const found = laidOut((id) => id === "paper:0-0");
    const at = ids.indexOf("paper:0-0");
    expect(found[at * 2]).toBeCloseTo(places.get("paper:0-0")?.x ?? 99, 3);
    expect(found[at * 2 + 1]).toBeCloseTo(places.get("paper:0-0")?.y ?? 99, 3);
  });

  it("draws what is joined nearer than what is not", () => {
    const found = laidOut();
    const distance = (a: number, b: number): number => Math.hypot((found[a * 2] ?? 0) - (found[b * 2] ?? 0), (found[a * 2 + 1] ?? 0) - (found[b * 2 + 1] ?? 0));
    const joined = springs.reduce((sum, [a, b]) => sum + distance(a, b), 0) / springs.length;
    let all = 0;
    for (let a = 1; a < ids.length; a += 1) all += distance(a, a - 1 < 0 ? 0 : (a * 7) % ids.length);
    expect(joined).toBeLessThan(all / ids.length);
  });
});

describe("spread", () => {
  it("leaves no two nodes over each other, on one spot neither", () => {
    const { nodes: matrix } = matrices([0, 0, 1, 300].map((x) => ({ x, y: 0, size: 10, fixed: false })), []);
    spread(matrix);
    const found = positionsOf(matrix);
    const unit = 300 / 760;
    for (let a = 0; a < 4; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const apart = Math.hypot((found[a * 2] ?? 0) - (found[b * 2] ?? 0), (found[a * 2 + 1] ?? 0) - (found[b * 2 + 1] ?? 0));
        expect(apart).toBeGreaterThan(20 * unit);
      }
    }
    expect(matrix.length).toBe(4 * PER_NODE);
  });
});

describe("seedNear", () => {
  it("puts new nodes beside their parent, each on its own spot", () => {
    const fresh = ["term:1", "term:2", "term:3"];
    const standing = new Map([["paper:1", { x: 500, y: 0 }], ["paper:2", { x: -500, y: 0 }]]);
    const found = seedNear(fresh, new Map(fresh.map((id) => [id, "paper:1"])), standing);
    for (const { x, y } of found.values()) expect(Math.hypot(x - 500, y)).toBeLessThan(150);
    expect(new Set([...found.values()].map(({ x }) => x)).size).toBe(3);
  });
});
