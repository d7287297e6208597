import { describe, expect, it } from "vitest";
import type { DiagramLevel, DiagramModel } from "../model/diagram-model";
import { homeOf, levelFor, lifted, parentsOf, pathTo, shownModel } from "./level-model";

function level(id: string, parent: string | null, nodes: string[], doors: string[] = []): DiagramLevel {
  const [node = ""] = id.split("~");
  return { id, node, parent, nodes, doors, page: 1, pages: 1, hidden_links: 0, mermaid: `flowchart TD\n${id}` };
}

const levels = [level("r", null, ["r", "a", "b"], ["a"]), level("a", "r", ["a", "c", "d"], ["c"]), level("c", "a", ["c", "e"])];
const pairs = [
  ["r", "a"],
  ["r", "b"],
  ["a", "c"],
  ["a", "d"],
  ["c", "e"],
] as const;
const model: DiagramModel = {
  title: "T",
  mermaid: "whole",
  root: "r",
  nodes: ["r", "a", "b", "c", "d", "e"].map((id) => ({ id, label: id })),
  edges: pairs.map(([source, target]) => ({ source, target, kind: "tree", label: "" })),
  levels,
};

describe("a diagram in levels", () => {
  it("finds a node where it hangs below its parent, not where it is the top", () => {
    expect(homeOf(levels, "a")?.id).toBe("r");
    expect(homeOf(levels, "e")?.id).toBe("c");
    expect(homeOf(levels, "r")?.id).toBe("r");
  });

  it("stays in a level that draws what was selected, and else goes where it is drawn", () => {
    expect(levelFor(levels, "a", { node: "a" })).toBe("a");
    expect(levelFor(levels, "a", { node: "b" })).toBe("r");
    expect(levelFor(levels, "", { node: "e" })).toBe("c");
    expect(levelFor(levels, "r", { edge: { source: "c", target: "d" } })).toBe("a");
    expect(levelFor(levels, "a", null)).toBe("a");
    expect(levelFor(levels, "gone", null)).toBe("");
  });

  it("knows the way from the top", () => {
    expect(pathTo(levels, levels[2] ?? level("x", null, [])).map((one) => one.id)).toEqual(["r", "a", "c"]);
  });

  it("draws a level's nodes and edges and counts what a door leads to", () => {
    const shown = shownModel(model, levels[0] ?? level("x", null, []));
    expect(shown.nodes.map((node) => node.id)).toEqual(["r", "a", "b"]);
    expect(shown.edges).toHaveLength(2);
    expect(shown.doors).toEqual(new Map([["a", 3]]));
    expect(shown.mermaid).toContain("r");
  });

  it("lights the door above a node that stands deeper", () => {
    const [top = level("x", null, []), deeper = level("x", null, [])] = levels;
    const parents = parentsOf(model.edges);
    expect(lifted(["e", "b"], top, parents)).toEqual(new Set(["a", "b"]));
    expect(lifted(["e", "b"], deeper, parents)).toEqual(new Set(["c"]));
  });
});
