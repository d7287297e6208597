import { describe, expect, it } from "vitest";
import { parentLetter, parseParents, treeIdIn, withoutParent, withParent } from "./parents-model";

const A = "0123456789abcdef";

describe("the parents of an address", () => {
  it("are read once each, in order, also what is no id", () => {
    expect(parseParents(`${A}, x,${A} ,,y`)).toEqual([A, "x", "y"]);
    expect(parseParents("")).toEqual([]);
  });

  it("are added once and taken out", () => {
    expect(withParent([A], A)).toEqual([A]);
    expect(withoutParent(withParent([A], "b"), A)).toEqual(["b"]);
  });
});

describe("what was pasted or dropped", () => {
  it("may be an id or the address of a tree", () => {
    expect(treeIdIn(` ${A} `)).toBe(A);
    expect(treeIdIn(`http://127.0.0.1:8000/trees/${A}?sel=n:x`)).toBe(A);
    expect(treeIdIn("dask and mpi")).toBeUndefined();
    expect(treeIdIn(`/trees/${A}f`)).toBeUndefined();
  });
});

it("parents are lettered like columns", () => {
  expect([0, 1, 25, 26, 27, 51, 52].map(parentLetter)).toEqual(["A", "B", "Z", "AA", "AB", "AZ", "BA"]);
});
