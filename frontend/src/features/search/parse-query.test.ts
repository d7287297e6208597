import { describe, expect, it } from "vitest";
import { arxivIdOf, combine, isEmpty, parseQuery } from "./parse-query";

describe("arxivIdOf", () => {
  it.each([
    ["2101.08878", "2101.08878"],
    ["2101.08878v3", "2101.08878v3"],
    ["arXiv:2101.08878", "2101.08878"],
    ["cs/0506034", "cs/0506034"],
    ["math.GT/0309136", "math.gt/0309136"],
    ["https://arxiv.org/abs/2101.08878v2", "2101.08878v2"],
    ["https://arxiv.org/pdf/cs/0506034.pdf", "cs/0506034"],
    ["http://export.arxiv.org/abs/2101.08878?context=cs#top", "2101.08878"],
    ["https://doi.org/10.48550/arXiv.2101.08878", "2101.08878"],
    ["10.48550/arXiv.2101.08878", "2101.08878"],
    ["<https://arxiv.org/abs/2101.08878>,", "2101.08878"],
  ])("reads %s", (piece, id) => {
    expect(arxivIdOf(piece)).toBe(id);
  });

  it.each(["memory", "10.1145/3292500", "https://example.org/2101.08878", "2101.088", "100%"])("leaves %s", (piece) => {
    expect(arxivIdOf(piece)).toBeNull();
  });
});

describe("parseQuery", () => {
  it("takes words as they stand, phrases included", () => {
    expect(parseQuery('tree "deep merge" -graph').words).toBe('tree "deep merge" -graph');
  });

  it("finds fields, quoted values and short names", () => {
    const fields = parseQuery('memory au:"Dhabaleswar Panda" cat:cs.DC from:2019 to:2021-06 title:rdma');
    expect(fields).toEqual({
      words: "memory",
      author: "Dhabaleswar Panda",
      category: "cs.DC",
      from: "2019",
      to: "2021-06",
      title: "rdma",
      ids: [],
    });
  });

  it("keeps unknown fields as words, for the library's own language", () => {
    expect(parseQuery("tag:read year:2019").words).toBe("tag:read year:2019");
  });

  it("reads several ids pasted in any mixture, each once", () => {
    const text = "2101.08878, cs/0506034;https://arxiv.org/abs/1706.03762\n2101.08878,1810.04805";
    expect(parseQuery(text).ids).toEqual(["2101.08878", "cs/0506034", "1706.03762", "1810.04805"]);
    expect(parseQuery(text).words).toBe("");
  });
});

describe("combine", () => {
  it("prefers what the box says over the filter row", () => {
    const filters = { title: "", author: "Turing", category: "cs.LG", from: "2019", to: "" };
    expect(combine(parseQuery("trees author:Lovelace"), filters)).toMatchObject({
      words: "trees",
      author: "Lovelace",
      category: "cs.LG",
      from: "2019",
    });
  });
});

describe("isEmpty", () => {
  it("asks for more than dates", () => {
    expect(isEmpty(parseQuery("  from:2019 "))).toBe(true);
    expect(isEmpty(parseQuery("cat:cs.LG"))).toBe(false);
  });
});
