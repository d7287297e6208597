import { describe, expect, it } from "vitest";
import type { DiagramModel } from "./diagram-model";
import { canFold, foldedModel, foldsText, NO_FOLDS, parseFolds, uncovered } from "./fold-model";

const tree = (source: string, target: string) => ({ source, target, kind: "tree", label: "" });
const model: DiagramModel = {
  title: "t",
  root: "root",
  mermaid: [
    "flowchart TD",
    '    %% arboretum {"root": "root"}',
    '    root(["All"]):::root',
    '    b-net["Net [1] --> x"]:::branch',
    '    b-mem["Memory"]:::branch',
    '    c.ucx("UCX"):::concept',
    "    root --> b-net",
    "    root --> b-mem",
    "    b-net --> c.ucx",
    '    c.ucx ==>|"runs on"| b-mem',
    "",
  ].join("\n"),
  nodes: ["root", "b-net", "b-mem", "c.ucx"].map((id) => ({ id, label: id })),
  edges: [tree("root", "b-net"), tree("root", "b-mem"), tree("b-net", "c.ucx"), { source: "c.ucx", target: "b-mem", kind: "cross", label: "runs on" }],
};

describe("foldedModel", () => {
  it("leaves a diagram with nothing put away as it is", () => {
    expect(foldedModel(model, NO_FOLDS)).toBe(model);
    expect(foldedModel(model, { folded: new Set(["c.ucx", "gone"]), only: undefined })).toBe(model);
  });

  it("takes what hangs below a folded node out of nodes, edges and text, and counts it", () => {
    const folded = foldedModel(model, { folded: new Set(["b-net"]), only: undefined });
    expect(folded.nodes.map((node) => node.id)).toEqual(["root", "b-net", "b-mem"]);
    expect(folded.edges).toHaveLength(2);
    expect(folded.doors?.get("b-net")).toBe(1);
    expect(folded.mermaid).not.toContain("c.ucx");
    expect(folded.mermaid).toContain('b-net["Net [1] --> x"]');
    expect(folded.mermaid).toContain("root --> b-mem");
  });

  it("shows one branch alone, with that as its root", () => {
    const alone = foldedModel(model, { folded: new Set(), only: "b-net" });
    expect([alone.root, alone.nodes.map((node) => node.id)]).toEqual(["b-net", ["b-net", "c.ucx"]]);
    expect(alone.mermaid).not.toContain("root -->");
  });

  it("does not touch a text that was not written line by line", () => {
    const chain = { ...model, mermaid: 'flowchart TD\n    T1["a"] --> T2["b"]' };
    expect(canFold(chain)).toBe(false);
    expect(foldedModel(chain, { folded: new Set(["b-net"]), only: undefined })).toBe(chain);
  });
});

describe("folds", () => {
  it("stand in the address and come back from it", () => {
    const folds = { folded: new Set(["b-net", "b-mem"]), only: "root" };
    expect(foldsText(folds)).toBe("only:root,b-mem,b-net");
    expect(parseFolds(foldsText(folds))).toEqual(folds);
    expect(parseFolds("")).toEqual(NO_FOLDS);
  });

  it("give way to what must be seen, and only to that", () => {
    const folds = { folded: new Set(["b-net", "b-mem"]), only: "b-mem" };
    expect(uncovered(model, folds, ["c.ucx"])).toEqual({ folded: new Set(["b-mem"]), only: undefined });
    expect(uncovered(model, { folded: new Set(["b-net"]), only: "b-net" }, ["b-net"])).toEqual({ folded: new Set(["b-net"]), only: "b-net" });
  });
});
