import { describe, expect, it } from "vitest";
import type { Tree } from "@/shared/api/types";
import { bestPlaces, compareLabels, originCounts } from "./compare-model";

const tree = (...labels: string[]) => ({ nodes: labels.map((label) => ({ id: label, label })) }) as unknown as Tree;
const figures = (coverage: number, novelty: number) => ({ coverage, coherence: 0.5, evidence: 0.5, novelty, readability: 1 });

describe("children side by side", () => {
  it("share labels whatever their case, and each has some of its own", () => {
    const { shared, own } = compareLabels([tree("MPI", "Dask"), tree("mpi", "UCX", "Spark"), tree("MPI", "dask")]);
    expect(shared).toEqual(["MPI"]);
    expect(own).toEqual([[], ["UCX", "Spark"], []]);
  });

  it("names the best of each part, and nobody where all are equal", () => {
    const best = bestPlaces([figures(0.2, 0.9), figures(0.8, 0.1), figures(0.8, 0.2)]);
    expect(best).toMatchObject({ coverage: [1, 2], coherence: [], novelty: [0] });
  });

  it("counts the nodes of each parent, and those of none", () => {
    const origins = { a: { parent: "p", node: "1" }, b: { parent: "q", node: "2" }, c: { parent: "p", node: "3" }, d: { parent: null, node: "4" } };
    expect(originCounts({ lineage: { origins } } as unknown as Tree, ["q", "p"])).toEqual({ counts: [1, 2], others: 1 });
  });
});
