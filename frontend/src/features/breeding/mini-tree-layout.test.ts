import { describe, expect, it } from "vitest";
import { miniLayout, outlineOf } from "./mini-tree-layout";

const nodes = ["r", "a", "b", "a1", "a2"].map((id) => ({ id, label: id.toUpperCase() }));
const tree = (source: string, target: string) => ({ source, target, kind: "tree" as const });
const sample = {
  root: "r",
  nodes,
  edges: [tree("r", "a"), tree("r", "b"), tree("a", "a1"), tree("a", "a2"), { source: "b", target: "a2", kind: "cross" as const }],
};

describe("the outline of a tree", () => {
  it("puts each node before what hangs under it, in the tree's order", () => {
    expect(outlineOf(sample).map(({ id, depth }) => `${depth}${id}`)).toEqual(["0r", "1a", "2a1", "2a2", "1b"]);
  });

  it("ends on a circle", () => {
    expect(outlineOf({ ...sample, edges: [...sample.edges, tree("a2", "r")] })).toHaveLength(5);
  });
});

describe("the small drawing", () => {
  it("gives each level a column and each leaf a row, inside the frame", () => {
    const { nodes: drawn, lines } = miniLayout(sample, 100, 60, 10);
    const at = new Map(drawn.map((node) => [node.id, node]));
    expect(at.get("r")?.x).toBe(10);
    expect(at.get("a1")?.x).toBe(90);
    expect(["a1", "a2", "b"].map((id) => at.get(id)?.y)).toEqual([10, 30, 50]);
    expect(at.get("a")?.y).toBe(20);
    expect(lines.filter(({ cross }) => cross)).toHaveLength(1);
    for (const { x, y } of drawn) expect(x >= 10 && x <= 90 && y >= 10 && y <= 50).toBe(true);
  });

  it("draws a lone root in the middle", () => {
    const { nodes: drawn } = miniLayout({ root: "r", nodes: nodes.slice(0, 1), edges: [] }, 100, 60);
    expect(drawn).toMatchObject([{ id: "r", y: 30 }]);
  });
});
