import { describe, expect, it } from "vitest";
import type { PaperSummary, TreeNode } from "@/shared/api/types";
import { litNodes, matchesFilter, nodesByPaper, sortPapers } from "./paper-list";

function paper(key: string, title: string, published: string | null = null): PaperSummary {
  return {
    arxiv_id: key, version: 1, title, authors: ["Ada Lovelace"], published, updated: null, added: "2026-01-01T00:00:00Z",
    categories: [], primary_category: "", has_abstract: true, source: "arxiv", terms: ["ring allreduce"], tags: [],
    collections: [], abs_url: null, pdf_url: null, withdrawn: false,
  };
}

function node(id: string, keys: string[]): TreeNode {
  const papers = keys.map((key) => ({ arxiv_id: key, title: key }));
  return { id, label: id, kind: "concept", papers, evidence: [], weight: 1, forms: [] };
}

const nodes = nodesByPaper([node("n1", ["a", "b"]), node("n2", ["b"]), node("n3", [])]);

describe("the papers beside the map", () => {
  it("lights the nodes of every paper that is singled out", () => {
    expect(litNodes(["a"], nodes)).toEqual(new Set(["n1"]));
    expect(litNodes(["a", "b"], nodes)).toEqual(new Set(["n1", "n2"]));
  });

  it("dims the whole map when a filter leaves no paper, and nothing when there is no filter", () => {
    expect(litNodes([], nodes)).toEqual(new Set());
    expect(litNodes(undefined, nodes)).toBeUndefined();
  });

  it("filters by every word, in title, authors and terms", () => {
    const one = paper("a", "Asynchronous SGD");
    expect(matchesFilter(one, "lovelace allreduce")).toBe(true);
    expect(matchesFilter(one, "lovelace gossip")).toBe(false);
  });

  it("puts papers without a date last in both directions", () => {
    const papers = [paper("x", "X"), paper("y", "Y", "2020-01-01"), paper("z", "Z", "2022-01-01")];
    expect(sortPapers(papers, "newest", nodes).map((one) => one.arxiv_id)).toEqual(["z", "y", "x"]);
    expect(sortPapers(papers, "oldest", nodes).map((one) => one.arxiv_id)).toEqual(["y", "z", "x"]);
  });

  it("sorts by what a paper gave to the map", () => {
    expect(sortPapers([paper("a", "A"), paper("b", "B")], "nodes", nodes).map((one) => one.arxiv_id)).toEqual(["b", "a"]);
  });
});
