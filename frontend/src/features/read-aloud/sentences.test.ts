import { describe, expect, it } from "vitest";
import { splitSentences } from "./sentences";

function pieces(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

describe("splitSentences", () => {
  it("ends sentences where the server does", () => {
    expect(pieces("We beat X et al. by 3.5 dB. See Fig. 2!")).toEqual(["We beat X et al. by 3.5 dB.", "See Fig. 2!"]);
  });

  it("goes on after abbreviations, initials and formulas", () => {
    expect(pieces("Methods, e.g. Adam, converge. J. Doe agrees. Let $x. Y$ be one. Done")).toEqual([
      "Methods, e.g. Adam, converge.",
      "J. Doe agrees.",
      "Let $x. Y$ be one.",
      "Done",
    ]);
  });

  it("takes a trailing abbreviation as the end when a sentence starts after it", () => {
    expect(pieces("As shown by Li et al. We improve on it.")).toEqual(["As shown by Li et al.", "We improve on it."]);
  });

  it("loses nothing but white space, whatever the text", () => {
    const texts = ["", "   ", "🌳 grows. 🌲 too! 𝒢 is? Yes.", "一。二！三", "A.B.C. D... E?! (F.) g. H", "x".repeat(500)];
    for (const text of texts) expect(pieces(text).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });
});
