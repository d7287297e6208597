import { describe, expect, it } from "vitest";
import { colours } from "../draw/colours";
import { paletteOf } from "../draw/palette";
import { type Measures, share, sizes, valueOf } from "./scale";
import { yearBars } from "./years";

const nodes = [
  { id: "paper:1", type: "paper", label: "old", year: 2001 },
  { id: "paper:2", type: "paper", label: "new", year: 2003 },
  { id: "term:1", type: "term", label: "none" },
];
const measures: Measures = {
  degree: new Map([["paper:1", 1], ["paper:2", 16], ["term:1", 4]]),
  pagerank: new Map(),
  betweenness: undefined,
  community: new Map([["paper:1", "paper:1"], ["paper:2", "paper:1"], ["term:1", "term:1"]]),
};

describe("sizes", () => {
  it("grow with the measure", () => {
    const found = sizes(nodes, "degree", measures);
    expect(found.get("paper:2")).toBeGreaterThan(found.get("term:1") ?? 99);
    expect(found.get("term:1")).toBeGreaterThan(found.get("paper:1") ?? 99);
    expect(new Set(sizes(nodes, "same", measures).values()).size).toBe(1);
  });

  it("are the least for what has no value", () => {
    const found = sizes(nodes, "year", measures);
    expect(found.get("term:1")).toBe(found.get("paper:1"));
    expect(share(undefined, { low: 0, high: 1 }, true)).toBe(0);
  });
});

describe("colours", () => {
  const palette = paletteOf("light");
  it("go by type, by community, and along the ramp", () => {
    expect(colours(nodes, "type", measures, palette).get("paper:1")).toBe(palette.types.paper);
    const grouped = colours(nodes, "community", measures, palette);
    expect(grouped.get("paper:1")).toBe(grouped.get("paper:2"));
    const years = colours(nodes, "year", measures, palette);
    expect([years.get("paper:1"), years.get("paper:2"), years.get("term:1")]).toEqual([palette.ramp[0], palette.ramp[1], palette.nothing]);
  });

  it("wait for betweenness in grey", () => {
    expect(valueOf(nodes[0] as never, "betweenness", measures)).toBeUndefined();
    expect(colours(nodes, "betweenness", measures, palette).get("paper:1")).toBe(palette.nothing);
  });
});

describe("yearBars", () => {
  it("has a bar for every year in between", () => {
    expect(yearBars(nodes)).toEqual([{ year: 2001, papers: 1 }, { year: 2002, papers: 0 }, { year: 2003, papers: 1 }]);
  });
});
