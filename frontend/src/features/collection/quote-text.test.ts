import { describe, expect, it } from "vitest";
import { markWords } from "./quote-text";

describe("markWords", () => {
  it("marks every form in any case and prefers the longer one", () => {
    const pieces = markWords("Deep learning and deep nets learn.", ["deep", "deep learning"]);
    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(["Deep learning", "deep"]);
  });

  it("takes signs of patterns literally and keeps the whole quote", () => {
    const quote = "C++ (and C) cost $5 a [core]";
    const pieces = markWords(quote, ["c++", "[core]", "("]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(quote);
    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(["C++", "[core]"]);
  });
});
