import { describe, expect, it } from "vitest";
import { chooseLayout, type LayoutName } from "./choose-layout";
import { fitScale } from "./placement";
import { treeShape, type Box, type Link } from "./tree-shape";

/** A small generator, so that a failure names its seed. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function sample(seed: number, size: number) {
  const next = random(seed);
  const boxes = new Map<string, Box>();
  const links: Link[] = [];
  for (let at = 0; at < size; at += 1) {
    boxes.set(`n${at}`, { id: `n${at}`, width: 40 + Math.round(next() * 160), height: 28 + Math.round(next() * 40) });
    if (at > 0) links.push({ id: `l${at}`, source: `n${Math.floor(next() * Math.min(at, 12))}`, target: `n${at}`, cross: false });
  }
  return { boxes, links, shape: treeShape([...boxes.keys()], links, "n0") };
}

const WINDOW = { width: 720, height: 760 };

describe.each<LayoutName>(["auto", "blocks", "sides", "right"])("the layout %s", (name) => {
  it.each([2, 3, 5, 12, 40, 200])("places each of %i boxes, none over another", (size) => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const { boxes, links, shape } = sample(seed, size);
      const { centres } = chooseLayout(name, shape, boxes, links, WINDOW);
      expect(centres.size).toBe(size);
      const placed = [...boxes.values()].map((box) => ({ ...box, ...(centres.get(box.id) ?? { x: NaN, y: NaN }) }));
      expect(placed.filter(({ x, y }) => !Number.isFinite(x + y))).toEqual([]);
      const clashes = placed.flatMap((a, at) =>
        placed.slice(at + 1).flatMap((b) => {
          const apart = Math.max(Math.abs(a.x - b.x) - (a.width + b.width) / 2, Math.abs(a.y - b.y) - (a.height + b.height) / 2);
          return apart < -0.01 ? [`seed ${seed}: ${a.id} over ${b.id}`] : [];
        }),
      );
      expect(clashes).toEqual([]);
    }
  });

  it("gives the same places for the same boxes", () => {
    const { boxes, links, shape } = sample(7, 60);
    const twice = [1, 2].map(() => [...chooseLayout(name, shape, boxes, links, WINDOW).centres]);
    expect(twice[0]).toEqual(twice[1]);
  });
});

describe("chooseLayout", () => {
  it("runs a sequence in rows that fit the window, no two boxes over another", () => {
    const ids = Array.from({ length: 15 }, (_, at) => `t${at}`);
    const boxes = new Map(ids.map((id) => [id, { id, width: 90, height: 34 }]));
    const links = ids.slice(1).map((target, at) => ({ id: target, source: ids[at] ?? "", target, cross: false }));
    const placement = chooseLayout("auto", treeShape(ids, links), boxes, links, { width: 900, height: 400 });
    expect(placement.manner).toBe("chain");
    expect(new Set([...placement.centres.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(15);
    expect(placement.width / placement.height).toBeGreaterThan(1);
  });

  it("shows the map at least as large as any asked layout could by a third less", () => {
    const { boxes, links, shape } = sample(3, 40);
    const auto = fitScale(chooseLayout("auto", shape, boxes, links, WINDOW), WINDOW);
    for (const name of ["sides", "right", "blocks"] as const) {
      expect(auto * 1.36).toBeGreaterThanOrEqual(fitScale(chooseLayout(name, shape, boxes, links, WINDOW), WINDOW));
    }
  });
});
