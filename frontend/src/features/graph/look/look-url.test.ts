import { describe, expect, it } from "vitest";
import { BARE, collapse, expand, type Look, NEIGHBOURS, openGroup, pin, remove, toggleType, unpin } from "./look";
import { readLook, writeLook } from "./look-url";
import { readState, stateOf } from "./view-state";

const full: Look = {
  start: { kind: "nodes", ids: ["paper:cs/0506034", "term:k-means~a&b"] },
  expanded: [["paper:1", NEIGHBOURS], ["concept:x~2", 120]],
  removed: ["author:é"],
  pinned: { "treenode:0123456789abcdef/root": [-12.5, 3] },
  hiddenTypes: ["term"],
  hiddenEdges: ["WROTE"],
  years: { from: 2001, to: 2020 },
  words: "a b",
  sizeBy: "pagerank",
  colourBy: "community",
  open: ["paper:1"],
  selected: { edge: "OF tree:1 paper:1" },
  path: ["paper:1", "paper:2"],
  places: null,
};

describe("the address", () => {
  it("brings a look back as it was", () => {
    expect(readLook(new URLSearchParams(writeLook(full).toString()))).toEqual(full);
  });

  it.each([
    { kind: "search", q: "graph networks" },
    { kind: "collection", id: "7" },
    { kind: "tree", id: "0123456789abcdef" },
    { kind: "topic", id: "2" },
    { kind: "path", from: "paper:1", to: "paper:2" },
    { kind: "query", cypher: "MATCH (n)\nRETURN n" },
  ] as const)("holds every start: $kind", (start) => {
    expect(readLook(writeLook({ ...BARE, start })).start).toEqual(start);
  });

  it("is empty for the first page, and forgives what it does not know", () => {
    expect(writeLook(BARE).toString()).toBe("");
    expect(readLook(new URLSearchParams("size=huge&years=no&pin=x&open=all"))).toEqual({ ...BARE, open: "all" });
  });
});

describe("a saved view", () => {
  it("brings look and places back", () => {
    const places = new Map([["paper:1", { x: 1.25, y: -3 }]]);
    const state: unknown = JSON.parse(JSON.stringify(stateOf(full, places)));
    expect(readState(state)).toEqual({ ...full, places: new Map([["paper:1", { x: 1.3, y: -3 }]]) });
  });

  it("stays below what the server takes", () => {
    const many = new Map(Array.from({ length: 20_000 }, (_, at) => [`paper:${at}`, { x: at, y: at }]));
    expect(JSON.stringify(stateOf(full, many)).length).toBeLessThan(200_000);
  });

  it("is refused where it is none", () => {
    expect(readState({ version: 2, address: "" })).toBeNull();
    expect(readState("text")).toBeNull();
  });
});

describe("changes of a look", () => {
  it("expand asks for more the second time, collapse takes all back", () => {
    const once = expand(BARE, "a");
    expect(once.expanded).toEqual([["a", NEIGHBOURS]]);
    expect(expand(once, "a").expanded).toEqual([["a", 2 * NEIGHBOURS]]);
    expect(collapse(expand(once, "a"), "a").expanded).toEqual([]);
    expect(collapse(BARE, "a")).toBe(BARE);
  });

  it("taking away what is selected clears the selection", () => {
    expect(remove({ ...BARE, selected: { node: "a" } }, ["a"])).toMatchObject({ removed: ["a"], selected: null });
    const gone = remove(BARE, ["a"]);
    expect(remove(gone, ["a"])).toBe(gone);
  });

  it("pins, unpins, toggles", () => {
    const pinned = pin(BARE, new Map([["a", { x: 1.26, y: 2 }]]));
    expect(pinned.pinned).toEqual({ a: [1.3, 2] });
    expect(unpin(pinned, ["a"]).pinned).toEqual({});
    expect(toggleType(toggleType(BARE, "term"), "term").hiddenTypes).toEqual([]);
    expect(openGroup(openGroup(BARE, "x"), "x").open).toEqual([]);
  });
});
