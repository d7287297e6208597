import { describe, expect, it } from "vitest";
import { coversAny, parseRanges } from "./embed-font";

describe("the part of a font that a text needs", () => {
  it("reads single points, ranges and wildcards", () => {
    expect(parseRanges("U+0-FF, U+131, u+4??")).toEqual([
      [0, 0xff],
      [0x131, 0x131],
      [0x400, 0x4ff],
    ]);
  });

  it("takes a face that covers one of the letters, and every face without a range", () => {
    const cyrillic = parseRanges("U+400-4FF");
    expect(coversAny(cyrillic, "tree")).toBe(false);
    expect(coversAny(cyrillic, "tree дерево")).toBe(true);
    expect(coversAny(parseRanges(""), "tree")).toBe(true);
  });

  it("counts letters outside the basic plane whole", () => {
    expect(coversAny(parseRanges("U+1F333"), "🌳")).toBe(true);
    expect(coversAny(parseRanges("U+D83C"), "🌳")).toBe(false);
  });
});
