import { describe, expect, it } from "vitest";
import { matchNodes, plainLabel } from "./match-nodes";

const named = (id: string, label = id) => ({ id, label });

describe("matchNodes", () => {
  it("keeps equal ids together whatever the labels say", () => {
    const found = matchNodes([named("n1", "x"), named("n2", "y")], [named("n2", "x"), named("n1", "y")]);
    expect(Object.fromEntries(found)).toEqual({ n1: "n1", n2: "n2" });
  });

  it("finds ids whose unsafe characters were replaced", () => {
    expect(matchNodes([named("concept_graph_1", "?")], [named("concept:graph~1", "graph")]).get("concept_graph_1")).toBe(
      "concept:graph~1",
    );
  });

  it("falls back to labels, escapes and line breaks resolved", () => {
    const drawn = [named("A", 'says #quot;hi#quot;'), named("B", "two<br/>lines"), named("C", "R&amp;D")];
    const ours = [named("x", "R&D"), named("y", "Two lines"), named("z", 'says "hi"')];
    expect(Object.fromEntries(matchNodes(drawn, ours))).toEqual({ A: "z", B: "y", C: "x" });
  });

  it("gives equal labels to different nodes, in order", () => {
    const found = matchNodes([named("A", "is"), named("B", "is")], [named("x", "is"), named("y", "is")]);
    expect([...found.values()]).toEqual(["x", "y"]);
  });

  it("leaves a drawn node that nothing matches its own id", () => {
    expect(matchNodes([named("A", "alone")], []).get("A")).toBe("A");
  });
});

describe("plainLabel", () => {
  it("reads Mermaid's own escapes", () => {
    expect(plainLabel("a ﬂ°quot¶ßbﬂ°quot¶ß ﬂ°°35¶ß1")).toBe('a "b" #1');
  });

  it("leaves what is no escape alone", () => {
    expect(plainLabel("AT&T; C# and #tags")).toBe("AT&T; C# and #tags");
  });
});
