import { describe, expect, it } from "vitest";
import { assemble } from "./scene";
import { edgeKey, type GraphEdge, type GraphNode } from "./types";

const node = (id: string): GraphNode => ({ id, type: "paper", label: id });
const edge = (source: string, target: string): GraphEdge => ({ source, target, type: "OF" });

describe("assemble", () => {
  const start = { around: null, part: { nodes: [node("a"), node("b")], edges: [edge("a", "b"), edge("b", "c")], total: 5 } };
  const more = { around: "b", part: { nodes: [node("b"), node("c")], edges: [edge("b", "c")], total: 2 } };
  const further = { around: "c", part: { nodes: [node("c"), node("d")], edges: [edge("c", "d")], total: 2 } };

  it("joins batches and keeps edges whose ends are both there", () => {
    expect([...assemble([start]).edges.keys()]).toEqual([edgeKey(edge("a", "b"))]);
    const scene = assemble([start, more]);
    expect([...scene.nodes.keys()]).toEqual(["a", "b", "c"]);
    expect(scene.edges.size).toBe(2);
    expect(scene.parents).toEqual(new Map([["c", "b"]]));
  });

  it("says how many nodes the server kept", () => {
    expect(assemble([start, more]).unsent).toEqual(new Map([["", 3], ["b", 0]]));
  });

  it("drops what was expanded from a node that is collapsed away", () => {
    expect(assemble([start, more, further]).nodes.has("d")).toBe(true);
    const collapsed = assemble([start, further]);
    expect([...collapsed.nodes.keys()]).toEqual(["a", "b"]);
  });

  it("does not mind in which order expansions come", () => {
    expect(new Set(assemble([start, further, more]).nodes.keys())).toEqual(new Set(["a", "b", "c", "d"]));
  });
});
