import { BUNDLE, edgeKind, edgeWords } from "../model/edge-types";
import { isGroup } from "../model/grouping";
import { nodeKind } from "../model/node-types";
import { edgeKey, type GraphEdge, type GraphNode } from "../model/types";
import type { Palette } from "./palette";
import { formCode } from "./shape-program";

/** A node as it is drawn, marks of hover and selection apart. */
export interface DrawnNode {
  readonly id: string;
  readonly label: string;
  readonly size: number;
  readonly color: string;
  readonly form: number;
  readonly type: string;
  readonly pinned: boolean;
  readonly group: boolean;
  readonly count: string;
}

export interface DrawnEdge {
  readonly key: string;
  readonly source: string;
  readonly target: string;
  readonly size: number;
  readonly color: string;
  readonly kind: string;
  /** What is written along the line when it stands out. */
  readonly words: string;
  /** By which of the stage's programs it is drawn. */
  readonly type: "arrow" | "line" | "plain";
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

interface Input {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly size: ReadonlyMap<string, number>;
  readonly colour: ReadonlyMap<string, string>;
  readonly pinned: Readonly<Record<string, unknown>>;
  readonly palette: Palette;
}

/** Above so many edges arrowheads are a grey mass and cost time; lines of one pixel remain. */
export const PLAIN_ABOVE = 4000;

function widthOf(edge: GraphEdge): number {
  const weight = typeof edge.weight === "number" ? edge.weight : 1;
  if (edge.type === BUNDLE) return Math.min(1 + Math.log2(weight), 7);
  return Math.min(1.2 + 0.5 * Math.log2(Math.max(weight, 1)), 4);
}

export function drawing({ nodes, edges, size, colour, pinned, palette }: Input): Drawing {
  const plain = edges.length > PLAIN_ABOVE;
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      label: node.label,
      size: size.get(node.id) ?? 6,
      color: colour.get(node.id) ?? palette.nothing,
      form: formCode(nodeKind(node.type).shape),
      type: node.type,
      pinned: node.id in pinned,
      group: isGroup(node),
      count: isGroup(node) ? String(node.count) : "",
    })),
    edges: edges.map((edge) => ({
      key: edgeKey(edge),
      source: edge.source,
      target: edge.target,
      size: widthOf(edge),
      color: palette.families[edgeKind(edge.type).family],
      kind: edge.type,
      words: edgeWords(edge),
      type: plain ? "plain" : edge.type === BUNDLE ? "line" : "arrow",
    })),
  };
}
