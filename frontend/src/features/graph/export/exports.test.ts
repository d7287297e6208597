import { describe, expect, it } from "vitest";
import { paletteOf } from "../draw/palette";
import { shapePath } from "../draw/shape-path";
import { NODE_KINDS } from "../model/node-types";
import { graphml } from "./graphml";
import { svgPicture, type ScreenNode } from "./svg-picture";

const nodes = [
  { id: 'paper:"1"', type: "paper", label: "A < B & C\u0001", year: 2001 },
  { id: "term:x", type: "term", label: "x" },
];
const edges = [{ source: 'paper:"1"', target: "term:x", type: "MENTIONS", score: 0.5, spans: [{ start: 1 }] }];
const parsed = (text: string, type: DOMParserSupportedType): Document => {
  const found = new DOMParser().parseFromString(text, type);
  expect(found.querySelector("parsererror")).toBeNull();
  return found;
};

describe("graphml", () => {
  const found = parsed(graphml(nodes, edges, new Map([["term:x", { x: 1, y: 2 }]])), "application/xml");
  it("holds every node and edge with types and properties", () => {
    expect([...found.querySelectorAll("node")].map((one) => one.id)).toEqual(nodes.map((node) => node.id));
    expect(found.querySelector('node data[key="n_label"]')?.textContent).toBe("A < B & C");
    expect(found.querySelector("edge")?.getAttribute("source")).toBe('paper:"1"');
    expect(found.querySelector('edge data[key="e_spans"]')?.textContent).toBe('[{"start":1}]');
    expect(found.querySelector('key[id="n_year"]')?.getAttribute("attr.type")).toBe("double");
    expect(found.querySelector('node data[key="n_x"]')?.textContent).toBe("1");
  });
});

describe("svgPicture", () => {
  const base = { id: "a", size: 8, color: "#1f6b47", form: 14, type: "paper", pinned: false, group: false, count: "", labelled: true } as const;
  const drawn: ScreenNode[] = [
    { ...base, label: "First & <second>", x: 10, y: 10, radius: 8 },
    { ...base, id: "b", label: "hidden", x: 90, y: 10, radius: 8, labelled: false },
  ];
  it("draws every node and line, and the labels that the screen has", () => {
    const screen = { width: 100, height: 50, nodes: drawn, edges: [{ from: drawn[0] as never, to: drawn[1] as never, colour: "#bcc7c0", width: 1, directed: true }] };
    const found = parsed(svgPicture(screen, "T & t", paletteOf("light"), ""), "image/svg+xml");
    expect(found.querySelectorAll("g[transform] > path")).toHaveLength(2);
    expect(found.querySelectorAll("line")).toHaveLength(1);
    expect([...found.querySelectorAll("text")].map((text) => text.textContent)).toEqual(["First & <second>"]);
    expect(found.querySelector("line")?.getAttribute("x2")).not.toBe("90");
  });

  it("has a form for every type, and no two types of one form and filling", () => {
    const forms = Object.entries(NODE_KINDS).filter(([type]) => type !== "group").map(([, { shape }]) => `${shapePath(shape, 0, 0, 10)} ${shape.hollow}`);
    expect(new Set(forms).size).toBe(forms.length);
  });
});
