import { describe, expect, it } from "vitest";
import { type Filter, filterScene } from "./filter";
import { assemble } from "./scene";

const scene = assemble([
  {
    around: null,
    part: {
      nodes: [
        { id: "paper:1", type: "paper", label: "Deep trees", year: 2010 },
        { id: "paper:2", type: "paper", label: "Shallow Bäume", published: "2020-03-01" },
        { id: "term:a", type: "term", label: "only of the first" },
        { id: "term:b", type: "term", label: "of both" },
        { id: "topic:1", type: "topic", label: "alone" },
      ],
      edges: [
        { source: "paper:1", target: "term:a", type: "MENTIONS" },
        { source: "paper:1", target: "term:b", type: "MENTIONS" },
        { source: "paper:2", target: "term:b", type: "MENTIONS" },
      ],
    },
  },
]);
const none: Filter = { hiddenTypes: [], hiddenEdges: [], removed: [], years: null, words: "" };
const ids = (filter: Partial<Filter>): string[] => filterScene(scene, { ...none, ...filter }).nodes.map((node) => node.id);

describe("filterScene", () => {
  it("keeps everything without filters, sorted", () => {
    expect(ids({})).toEqual(["paper:1", "paper:2", "term:a", "term:b", "topic:1"]);
  });

  it("hides types and says how many", () => {
    const found = filterScene(scene, { ...none, hiddenTypes: ["term"] });
    expect(found.nodes.map((node) => node.id)).toEqual(["paper:1", "paper:2", "topic:1"]);
    expect(found.hidden).toEqual({ hand: 0, types: 2, years: 0, words: 0 });
    expect(found.edges).toEqual([]);
  });

  it("takes years off papers and off what only they mention; what has no year at all stays", () => {
    expect(ids({ years: { from: 2015, to: 2025 } })).toEqual(["paper:2", "term:b", "topic:1"]);
  });

  it("finds words in any case and with or without accents, with what they touch", () => {
    expect(ids({ words: "BAUME" })).toEqual(["paper:2", "term:b"]);
    expect(ids({ words: "deep trees" })).toEqual(["paper:1", "term:a", "term:b"]);
  });

  it("hides edge types without their nodes, and nodes taken away by hand", () => {
    expect(filterScene(scene, { ...none, hiddenEdges: ["MENTIONS"] }).edges).toEqual([]);
    expect(ids({ removed: ["topic:1"] })).not.toContain("topic:1");
  });
});
