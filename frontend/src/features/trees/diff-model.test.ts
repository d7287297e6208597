import { describe, expect, it } from "vitest";
import { childRows, diffCounts, droppedRows } from "./diff-model";

const node = (id: string) => ({ id, label: id });
const edge = (source: string, target: string) => ({ source, target, kind: "tree" });
const outlined = (ids: string, ...edges: [string, string][]) =>
  ({ root: ids[0] ?? "", nodes: [...ids].map(node), edges: edges.map(([a, b]) => edge(a, b)) }) as unknown as Parameters<typeof childRows>[0];

describe("a child against a parent", () => {
  const child = outlined("rabn", ["r", "a"], ["a", "b"], ["r", "n"]);
  const parent = outlined("rabdef", ["r", "a"], ["r", "b"], ["a", "d"], ["d", "e"], ["b", "f"]);
  const kept = (id: string, moved: boolean) => ({ node: id, label: id, parent_node: id, moved });
  const diff = { kept: [kept("r", false), kept("a", false), kept("b", true)], new: [node("n")], dropped: ["e", "d"] };

  it("tells of each node whether it was kept, moved or is new", () => {
    expect(childRows(child, diff).map(({ id, state }) => `${id} ${state}`)).toEqual(["r kept", "a kept", "b moved", "n new"]);
  });

  it("shows what was dropped under what it hung from, and nothing else of the parent", () => {
    const dropped = ["d", "e"].map((id) => ({ node: id, label: id }));
    const rows = droppedRows(parent, { dropped });
    expect(rows.map(({ id, state, depth }) => `${depth}${id} ${state}`)).toEqual(["0r context", "1a context", "2d dropped", "3e dropped"]);
    expect(droppedRows(parent, { dropped: [] })).toEqual([]);
  });

  it("counts each", () => {
    const dropped = ["d", "e"].map((id) => ({ node: id, label: id }));
    const added = [{ node: "n", label: "n" }];
    expect(diffCounts({ ...diff, new: added, dropped })).toEqual({ kept: 2, moved: 1, new: 1, dropped: 2 });
  });
});
