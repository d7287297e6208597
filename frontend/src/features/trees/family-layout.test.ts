import { describe, expect, it } from "vitest";
import type { TreeFamily } from "@/shared/api/types";
import { BOX, familyLayout } from "./family-layout";

const head = (id: string, depth: number, parents: string[]) => ({ id, title: `Tree ${id}`, name: "", kind: "child", style: "", archived: false, depth, parents });
const family = (descendants: number): TreeFamily =>
  ({
    ...head("me", 0, []),
    parents: [{ id: "p" }, { id: "q" }],
    ancestors: [head("p", 1, ["g"]), head("q", 1, []), head("g", 2, [])],
    descendants: Array.from({ length: descendants }, (_, at) => head(`d${at}`, 1, ["me", "elsewhere"])),
  }) as unknown as TreeFamily;

describe("the family of a tree", () => {
  it("has ancestors above, itself in the middle, descendants below, and a line to every parent that is shown", () => {
    const { boxes, lines, hidden } = familyLayout(family(2));
    const rows = new Map(boxes.map(({ id, y }) => [id, y / (BOX.height + BOX.gapY)]));
    expect([rows.get("g"), rows.get("p"), rows.get("q"), rows.get("me"), rows.get("d0")]).toEqual([0, 1, 1, 2, 3]);
    expect(lines.map(({ from, to }) => `${from.id}>${to.id}`).sort()).toEqual(["g>p", "me>d0", "me>d1", "p>me", "q>me"]);
    expect(hidden).toBe(0);
  });

  it("says how many a row has no room for", () => {
    const { boxes, hidden } = familyLayout(family(20));
    expect(hidden).toBe(12);
    expect(boxes.filter(({ step }) => step === 1)).toHaveLength(8);
  });
});
