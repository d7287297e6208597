import { expect, it } from "vitest";
import type { Tree } from "@/shared/api/types";
import { treeScript } from "./tree-script";

it("a tree is read branch by branch, then its links", () => {
  const labels: Record<string, string> = { r: "GPU clusters", a: "Dask &amp; MPI", b: "Spark", c: "UCX" };
  const tree = {
    name: "My tree",
    title: "GPU clusters: Dask, Spark",
    root: "r",
    nodes: Object.entries(labels).map(([id, label]) => ({ id, label })),
    edges: [
      { source: "r", target: "a", kind: "tree", label: "" },
      { source: "a", target: "c", kind: "tree", label: "" },
      { source: "r", target: "b", kind: "tree", label: "" },
      { source: "c", target: "b", kind: "cross", label: "accelerates" },
    ],
  } as unknown as Tree;
  expect(treeScript(tree).map(({ spoken }) => spoken)).toEqual([
    "Tree: My tree",
    "Main idea: GPU clusters",
    "Branch: Dask & MPI. Under it: UCX.",
    "Branch: Spark.",
    "UCX accelerates Spark.",
  ]);
});
