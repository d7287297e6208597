import { describe, expect, it } from "vitest";
import { markSpans, toUtf16 } from "./code-points";

describe("toUtf16", () => {
  it("leaves spans of plain text as they are", () => {
    expect(toUtf16("memory and context", { start: 0, end: 6 })).toEqual({ start: 0, end: 6 });
  });

  it("counts a character outside the basic plane as two units", () => {
    const text = "a𝛼b🌳c";
    const span = toUtf16(text, { start: 2, end: 4 });
    expect(text.slice(span.start, span.end)).toBe("b🌳");
  });

  it("agrees with slicing by code points at every offset", () => {
    const text = "𝒢raph 🌳🌲 of e\u0301tale";
    const points = Array.from(text);
    for (let start = 0; start <= points.length; start += 1) {
      for (let end = start; end <= points.length; end += 1) {
        const span = toUtf16(text, { start, end });
        expect(text.slice(span.start, span.end)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it("holds offsets beyond the text at its end", () => {
    expect(toUtf16("ab", { start: 5, end: 9 })).toEqual({ start: 2, end: 2 });
  });
});

describe("markSpans", () => {
  it("joins overlapping spans and keeps the whole text", () => {
    const pieces = markSpans("deep tree merge", [
      { start: 5, end: 9 },
      { start: 7, end: 15 },
    ]);
    expect(pieces).toEqual([
      { text: "deep ", marked: false },
      { text: "tree merge", marked: true },
    ]);
  });

  it("gives the text back whatever the spans are", () => {
    const text = "🌳 trees 🌲 of ideas";
    const spans = [
      { start: 8, end: 3 },
      { start: 0, end: 1 },
      { start: 2, end: 7 },
      { start: 30, end: 40 },
    ];
    expect(markSpans(text, spans).map((piece) => piece.text).join("")).toBe(text);
  });
});
