import { describe, expect, it } from "vitest";
import type { Synthesis } from "@/shared/api/types";
import { toldSections, WORDS, wordsOf } from "./synopsis-words";

const sentence = (text: string) => ({ text, evidence: [] });
const synthesis = {
  synopsis: {
    sections: [
      { node: "a", label: "Branch A", sentences: [sentence("One."), sentence("Two.")] },
      { node: "b", label: "Branch B", sentences: [sentence("Three.")] },
    ],
  },
  rewritten: {
    model: "m",
    sections: [{ node: "a", sentences: [{ ...sentence("1."), rewritten: true }, { ...sentence("Two."), rewritten: false }] }],
    names: { a: "New A" },
  },
} as unknown as Synthesis;

describe("the words of the synopsis", () => {
  it("are the papers' own unless a model's are asked for and there", () => {
    expect(wordsOf("", synthesis)).toBe(WORDS.papers);
    expect(wordsOf("rewritten", synthesis)).toBe(WORDS.model);
    expect(wordsOf("rewritten", { ...synthesis, rewritten: null })).toBe(WORDS.papers);
    expect(toldSections(synthesis, WORDS.papers).map(({ label, rewritten }) => [label, rewritten])).toEqual([
      ["Branch A", false],
      ["Branch B", false],
    ]);
  });

  it("tell a model's from the papers', which stand in quotation marks beside them", () => {
    const [first, second] = toldSections(synthesis, WORDS.model);
    expect(first).toMatchObject({ label: "New A", rewritten: true });
    expect(first?.sentences.map(({ text }) => text)).toEqual(["1.", "“Two.”"]);
    expect(second).toMatchObject({ label: "Branch B", rewritten: false });
    expect(second?.sentences.map(({ text }) => text)).toEqual(["Three."]);
  });
});
