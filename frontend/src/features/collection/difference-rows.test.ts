import { describe, expect, it } from "vitest";
import type { Difference } from "@/shared/api/types";
import { rowsOf } from "./difference-rows";

const nothing: Difference = { added: [], removed: [], relabelled: [], moved: [], kinds: [], links: [], reordered: [] };

describe("rowsOf", () => {
  it("says nothing of no difference", () => {
    expect(rowsOf(nothing)).toEqual([]);
  });

  it("has a line for each change, with labels as people read them", () => {
    const rows = rowsOf({
      ...nothing,
      added: [{ id: "x", label: "R#amp;D", parent: "Root" }],
      relabelled: [{ id: "b", before: "Old", after: "" }],
      links: [
        { source: "A", target: "B", label: "", before: "uses", change: "relabelled" },
        { source: "A", target: "C", label: "feeds", before: "", change: "added" },
      ],
    });
    expect(rows.map((row) => `${row.what}: ${row.text}, ${row.note}`)).toEqual([
      "added: R&D, below Root",
      "relabelled: (no words), was Old",
      "relabelled: A → B, now without a name, was “uses”",
      "added: A → C, link “feeds”",
    ]);
  });
});
