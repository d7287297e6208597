import { describe, expect, it } from "vitest";
import { BUNDLE } from "./edge-types";
import { generated } from "./generated.fixture";
import { fold, foldedUnder, groupId, isGroup } from "./grouping";
import { communities, degrees, pageRanks, undirected } from "./measures";

const { nodes, edges } = generated(6, 60);
const graph = undirected(nodes, edges);
const community = communities(graph);
const degree = degrees(graph);

describe("communities", () => {
  it("are the same however the lists are ordered by the server", () => {
    expect(communities(undirected(nodes, edges))).toEqual(community);
    expect(new Set(community.values()).size).toBeGreaterThan(3);
  });

  it("are named by their smallest id", () => {
    for (const name of new Set(community.values())) {
      const members = [...community].filter(([, one]) => one === name).map(([id]) => id);
      expect(name).toBe([...members].sort()[0]);
    }
  });
});

describe("fold", () => {
  it("loses no node: each stands drawn or is counted in a community", () => {
    const folded = fold({ nodes, edges, community, degree, open: new Set() });
    const inside = folded.nodes.filter(isGroup).reduce((sum, group) => sum + group.count, 0);
    expect(inside).toBe(nodes.length);
    expect(folded.folded).toBe(nodes.length);
    expect(new Set(folded.nodes.filter(isGroup).flatMap((group) => group.members))).toEqual(new Set(nodes.map((node) => node.id)));
  });

  it("opens a community and leaves the others", () => {
    const name = foldedUnder({ nodes, community }).get("paper:0-0") ?? "";
    const opened = fold({ nodes, edges, community, degree, open: new Set([name]) });
    expect(opened.nodes.some((node) => node.id === "paper:0-0")).toBe(true);
    expect(opened.nodes.some((node) => node.id === groupId(name))).toBe(false);
    expect(opened.nodes.filter((node) => !isGroup(node)).length + opened.folded).toBe(nodes.length);
  });

  it("bundles the relations between communities and counts them", () => {
    const bundles = fold({ nodes, edges, community, degree, open: new Set() }).edges;
    expect(bundles.every((edge) => edge.type === BUNDLE)).toBe(true);
    const across = edges.filter((edge) => community.get(edge.source) !== community.get(edge.target)).length;
    expect(bundles.reduce((sum, edge) => sum + (edge.count as number), 0)).toBe(across);
  });

  it("draws everything where nothing is to be folded", () => {
    expect(fold({ nodes, edges, community, degree, open: null })).toEqual({ nodes, edges, folded: 0 });
  });

  it("puts nodes that are joined with nothing into one group", () => {
    const lonely = [1, 2, 3, 4, 5].map((n) => ({ id: `term:${n}`, type: "term", label: String(n) }));
    const alone = undirected(lonely, []);
    const folded = fold({ nodes: lonely, edges: [], community: communities(alone), degree: degrees(alone), open: new Set() });
    expect(folded.nodes.map((node) => node.label)).toEqual(["small groups"]);
  });
});

describe("pageRanks", () => {
  it("sums to one and is highest in the middle of a star", () => {
    const star = undirected(
      ["a", "b", "c", "d"].map((id) => ({ id, type: "paper", label: id })),
      ["b", "c", "d"].map((id) => ({ source: "a", target: id, type: "OF" })),
    );
    const ranks = pageRanks(star);
    expect([...ranks.values()].reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 5);
    expect(Math.max(...ranks.values())).toBe(ranks.get("a"));
  });
});
