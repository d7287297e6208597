import { describe, expect, it } from "vitest";
import { sentenceAt, sentencesOf } from "./sentence";

const abstract = "We 𝛼 begin. Trees grow in forests! And so on";

describe("sentenceAt", () => {
  it("takes the sentence round a place, the first and the last too", () => {
    const at = abstract.indexOf("grow");
    expect(sentenceAt(abstract, at, at + 4)).toBe("Trees grow in forests!");
    expect(sentenceAt(abstract, 0, 2)).toBe("We 𝛼 begin.");
    expect(sentenceAt(abstract, abstract.length - 2, abstract.length)).toBe("And so on");
  });
});

describe("sentencesOf", () => {
  it("counts in code points and names each sentence once", () => {
    const point = [...abstract].join("\u0000").split("\u0000").findIndex((_, at, all) => all.slice(at, at + 5).join("") === "Trees");
    const found = sentencesOf("1", { abstract }, [
      { field: "abstract", start: point, end: point + 5 },
      { field: "abstract", start: point + 6, end: point + 10 },
      { field: "title", start: 0, end: 3 },
    ]);
    expect(found.map((one) => one.quote)).toEqual(["Trees grow in forests!"]);
  });
});
