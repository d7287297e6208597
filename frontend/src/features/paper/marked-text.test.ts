import { describe, expect, it } from "vitest";
import { cutByMarks } from "./marked-text";

describe("cutByMarks", () => {
  it("names every mark over a piece, overlaps included", () => {
    const pieces = cutByMarks("deep tree merge", [
      { start: 0, end: 9, name: "sentence" },
      { start: 5, end: 15, name: "term" },
    ]);
    expect(pieces.map(({ text, names }) => [text, names])).toEqual([
      ["deep ", ["sentence"]],
      ["tree", ["sentence", "term"]],
      [" merge", ["term"]],
    ]);
  });

  it("gives the text back whatever the marks are", () => {
    const text = "🌳 of ideas";
    const marks = [
      { start: 5, end: 2, name: "backwards" },
      { start: -4, end: 3, name: "early" },
      { start: 8, end: 99, name: "late" },
    ];
    expect(cutByMarks(text, marks).map((piece) => piece.text).join("")).toBe(text);
    expect(cutByMarks(text, marks).flatMap((piece) => piece.names)).not.toContain("backwards");
  });

  it("gives an empty text no pieces", () => {
    expect(cutByMarks("", [])).toEqual([]);
  });
});
