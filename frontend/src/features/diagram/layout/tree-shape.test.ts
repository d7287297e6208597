import { describe, expect, it } from "vitest";
import { isChain, treeShape, type Link } from "./tree-shape";

function links(...pairs: string[]): Link[] {
  return pairs.map((pair, at) => {
    const cross = pair.includes("~");
    const [source = "", target = ""] = pair.split(cross ? "~" : ">");
    return { id: `l${at}`, source, target, cross };
  });
}

describe("treeShape", () => {
  it("hangs each node under its tree parent and keeps cross links out", () => {
    const shape = treeShape(["r", "a", "b", "c"], links("r>a", "r>b", "a>c", "b~c"), "r");
    expect(shape.parent.get("c")).toBe("a");
    expect([...shape.treeLinks]).toEqual(["l0", "l1", "l2"]);
    expect([shape.branch.get("r"), shape.branch.get("c"), shape.branch.get("b")]).toEqual([-1, 0, 1]);
  });

  it("hangs a node that only a cross link reaches under that link", () => {
    const shape = treeShape(["r", "a", "x"], links("r>a", "a~x"), "r");
    expect(shape.parent.get("x")).toBe("a");
  });

  it("takes cycles, loops and unknown ends without losing a node", () => {
    const ids = ["a", "b", "c", "d"];
    const shape = treeShape(ids, links("a>b", "b>a", "c>c", "d>gone"));
    expect([...shape.depth.keys()].sort()).toEqual(ids);
    expect(shape.roots).toContain("c");
  });

  it("starts the branches at the first fork", () => {
    const shape = treeShape(["r", "s", "a", "b"], links("r>s", "s>a", "s>b"));
    expect(shape.branches).toEqual(["a", "b"]);
  });
});

describe("isChain", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const chain = links("a>b", "b>c", "c>d", "d>e");

  it("knows a plain sequence", () => {
    expect(isChain(treeShape(ids, chain), chain)).toBe(true);
  });

  it("is none with a fork or a cross link", () => {
    const forked = links("a>b", "b>c", "c>d", "c>e");
    const crossed = [...chain, ...links("a~e")];
    expect(isChain(treeShape(ids, forked), forked)).toBe(false);
    expect(isChain(treeShape(ids, crossed), crossed)).toBe(false);
  });
});
