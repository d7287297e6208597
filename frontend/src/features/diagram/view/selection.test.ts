import { describe, expect, it } from "vitest";
import { neighbourhood, parseSelection, selectionText } from "./selection";

describe("a selection in the address", () => {
  it("comes back as it was", () => {
    for (const selection of [null, { node: "n12" }, { edge: { source: "n1", target: "n2" } }]) {
      expect(parseSelection(selectionText(selection))).toEqual(selection);
    }
  });
});

describe("neighbourhood", () => {
  const edges = [
    { source: "a", target: "b", kind: "tree", label: "" },
    { source: "b", target: "c", kind: "cross", label: "feeds" },
    { source: "c", target: "d", kind: "tree", label: "" },
  ];

  it("holds a node, its lines and their other ends", () => {
    const { nodes, lines } = neighbourhood({ node: "b" }, edges);
    expect([...nodes].sort()).toEqual(["a", "b", "c"]);
    expect(lines.size).toBe(2);
  });

  it("is empty without a selection", () => {
    expect(neighbourhood(null, edges).nodes.size).toBe(0);
  });
});
