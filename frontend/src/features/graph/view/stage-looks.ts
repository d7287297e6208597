import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import type { DrawnEdge, DrawnNode } from "../draw/drawn";
import { mix, type Palette } from "../draw/palette";
import { NO_RING } from "../draw/shape-program";
import type { Point } from "../model/types";
import type { Light } from "./light";
import type { Marks } from "./marks";

/** What decides, beside a node or an edge itself, how it looks just now. */
export interface Ways {
  readonly marks: Marks;
  readonly light: Light | null;
  readonly palette: Palette;
  /** Of the sizes of nodes, by the room that there is. */
  readonly scale: number;
  /** Whether nodes are drawn as points, and smaller. */
  readonly crowd: boolean;
}

export type PlacedNode = DrawnNode & Point & { readonly kind: string };

const SMALL = 0.6;

export function nodeLook(id: string, data: PlacedNode, { marks, light, palette, scale, crowd }: Ways): Partial<NodeDisplayData> & Record<string, unknown> {
  const dimmed = light !== null && !light.nodes.has(id);
  const focused = id === marks.node || id === marks.hovered;
  const ring = id === marks.node ? palette.text : marks.caught.has(id) || id === marks.end || marks.pathNodes.has(id) ? palette.picked : data.pinned ? palette.dim : NO_RING;
  return {
    ...data,
    type: crowd ? "crowd" : "shape",
    color: dimmed ? mix(data.color, palette.background, 0.8) : data.color,
    label: dimmed ? null : data.label,
    count: dimmed ? "" : data.count,
    size: data.size * scale * (crowd ? SMALL : 1),
    focused,
    weight: data.group || focused ? "600" : "500",
    labelColour: data.group || data.kind === "paper" ? palette.text : palette.dim,
    ring: dimmed ? NO_RING : ring,
    forceLabel: !dimmed && (data.group || focused || (light !== null && light.nodes.size <= 24)),
    highlighted: id === marks.hovered,
    zIndex: focused ? 3 : dimmed ? 0 : 2,
  };
}

export function edgeLook(key: string, data: DrawnEdge, { marks, light, palette }: Ways): Partial<EdgeDisplayData> & Record<string, unknown> {
  // What Sigma hands over is a copy already.
  if (light === null) return data as unknown as Partial<EdgeDisplayData>;
  if (!light.edges.has(key)) return { ...data, color: mix(data.color, palette.background, 0.72), label: null, zIndex: 0 };
  const strong = marks.edge === key || marks.pathEdges.has(key);
  return {
    ...data,
    color: strong ? palette.picked : mix(data.color, palette.text, 0.42),
    size: data.size + (strong ? 1.6 : 0.6),
    label: light.edges.size <= 16 ? data.words : null,
    forceLabel: true,
    zIndex: 2,
  };
}
