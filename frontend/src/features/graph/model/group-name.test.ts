import { describe, expect, it } from "vitest";
import { groupName, reaches } from "./group-name";
import type { GraphEdge, GraphNode } from "./types";

const node = (id: string, label: string): GraphNode => ({ id, type: id.slice(0, id.indexOf(":")), label });
const papers = [1, 2, 3].map((n) => node(`paper:${n}`, `Paper ${n}`));
const kernel = node("concept:kernel~1", "graph kernel");
const network = node("concept:network~1", "neural network");
const terms = [node("term:graph kernel", "graph kernel"), node("term:neural network", "neural network")];
const edges: GraphEdge[] = [
  ...papers.map(({ id }) => ({ source: id, target: "term:neural network", type: "MENTIONS" })),
  { source: "paper:1", target: "term:graph kernel", type: "MENTIONS" },
  { source: "term:graph kernel", target: kernel.id, type: "RESOLVES_TO" },
  { source: "term:neural network", target: network.id, type: "RESOLVES_TO" },
];
const degree = new Map([...papers.map(({ id }) => [id, 9] as const), [terms[0]?.id ?? "", 2], [terms[1]?.id ?? "", 4], [kernel.id, 1], [network.id, 1]]);

describe("the name of a community", () => {
  it("is its concepts, however many relations its papers have, the one that most of them name first", () => {
    expect(groupName([...papers, ...terms, kernel, network], reaches(edges, degree))).toBe("neural network · graph kernel");
  });

  it("says nothing twice", () => {
    const wide = node("concept:kernel~2", "kernel");
    expect(groupName([kernel, wide, ...papers], new Map([[wide.id, 3], [kernel.id, 2], ["paper:1", 1]]))).toBe("kernel");
  });

  it("is its papers where there is nothing else", () => {
    expect(groupName(papers, new Map([["paper:2", 5], ["paper:3", 4]]))).toBe("Paper 2 · Paper 3");
  });
});
