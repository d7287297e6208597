import { beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "@/shared/api/client";
import { partOfRows } from "../model/from-rows";
import { placeOf, splitAt } from "./error-place";
import { EXAMPLES } from "./examples";
import { readHistory, remember } from "./query-history";
import { tokens } from "./tokens";

describe("tokens", () => {
  const kinds = (text: string): string[] => tokens(text).filter(({ kind }) => kind !== "plain").map(({ kind, text: word }) => `${kind} ${word}`);

  it("tells the parts of a query apart", () => {
    expect(kinds("MATCH (p:Paper {year: 2001}) WHERE p.label = 'a //b' RETURN count(p) // all")).toEqual([
      "keyword MATCH",
      "name p",
      "type :Paper",
      "name year",
      "number 2001",
      "keyword WHERE",
      "name p",
      "name label",
      "string 'a //b'",
      "keyword RETURN",
      "keyword count",
      "name p",
      "comment // all",
    ]);
  });

  it.each([...EXAMPLES.map(({ cypher }) => cypher), "MATCH (a {name: $x", "'open \\' string", "/* open", "`odd name`"])("loses no letter of %s", (text) => {
    expect(tokens(text).map((token) => token.text).join("")).toBe(text);
  });
});

describe("the place of an error", () => {
  const error = (details: unknown): ApiError => new ApiError(400, { code: "cypher", message: "wrong", details });

  it("is read from the answer", () => {
    expect(placeOf(error({ line: 2, column: 3 }))).toEqual({ line: 2, column: 3 });
    expect(placeOf(error(null))).toBeNull();
    expect(placeOf(new Error("no answer"))).toBeNull();
  });

  it("marks the word there", () => {
    expect(splitAt("MATCH (n)\n  RETRN n", { line: 2, column: 3 })).toEqual(["MATCH (n)\n  ", "RETRN", " n"]);
    expect(splitAt("ab", { line: 9, column: 9 })).toEqual(["a", "b", ""]);
  });
});

describe("the history", () => {
  beforeEach(() => localStorage.clear());

  it("keeps the newest first, each once, and not without end", () => {
    for (let at = 0; at < 40; at += 1) remember(localStorage, `q${at}`);
    expect(remember(localStorage, "q30").slice(0, 2)).toEqual(["q30", "q39"]);
    expect(readHistory(localStorage)).toHaveLength(30);
  });

  it("begins anew where something else lies in its place", () => {
    localStorage.setItem("arboretum.graph.queries", "{no json");
    expect(readHistory(localStorage)).toEqual([]);
  });
});

describe("partOfRows", () => {
  const node = { id: "paper:1", type: "paper", label: "One" };
  const edge = { source: "paper:1", target: "term:x", type: "MENTIONS" };

  it("finds nodes and edges wherever they stand", () => {
    const found = partOfRows([[1, node], [[edge], { deep: { nodes: [{ ...node, id: "paper:2" }] } }], [null, "text"]]);
    expect(found.nodes.map(({ id }) => id)).toEqual(["paper:1", "paper:2"]);
    expect(found.edges).toEqual([edge]);
  });
});
