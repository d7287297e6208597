import type { DrawnNode } from "../draw/drawn";
import { countSize, labelLines } from "../draw/labels";
import { mix, type Palette } from "../draw/palette";
import { shapePath } from "../draw/shape-path";
import { nodeKind } from "../model/node-types";

/** A node or line as it stands on the screen: pixels from the top left corner. */
export interface ScreenNode extends DrawnNode {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly labelled: boolean;
}

export interface ScreenEdge {
  readonly from: { readonly x: number; readonly y: number; readonly radius: number };
  readonly to: { readonly x: number; readonly y: number; readonly radius: number };
  readonly colour: string;
  readonly width: number;
  readonly directed: boolean;
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly ScreenNode[];
  readonly edges: readonly ScreenEdge[];
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const f = (value: number): string => String(Math.round(value * 10) / 10);

function line({ from, to, colour, width, directed }: ScreenEdge): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < 1) return "";
  const head = directed ? Math.max(width * 2.5, 4) : 0;
  const stop = Math.max(length - to.radius - head, 0) / length;
  const [ex, ey] = [from.x + dx * stop, from.y + dy * stop];
  const stroke = `<line x1="${f(from.x)}" y1="${f(from.y)}" x2="${f(ex)}" y2="${f(ey)}" stroke="${colour}" stroke-width="${f(width)}"/>`;
  if (!directed) return stroke;
  const [ux, uy] = [dx / length, dy / length];
  const [tx, ty] = [ex + ux * head, ey + uy * head];
  const wide = Math.max(width * 1.3, 2.2);
  return `${stroke}<path d="M${f(tx)} ${f(ty)}L${f(ex - uy * wide)} ${f(ey + ux * wide)}L${f(ex + uy * wide)} ${f(ey - ux * wide)}Z" fill="${colour}"/>`;
}

function shape(node: ScreenNode, palette: Palette): string {
  const kind = nodeKind(node.type).shape;
  const path = shapePath(kind, 0, 0, node.radius);
  const stroke = kind.hollow ? node.color : palette.background;
  const fill = kind.hollow ? mix(node.color, palette.background, 0.82) : node.color;
  const width = f(kind.hollow ? Math.max(node.radius * 0.26, 1.4) : 1);
  const size = countSize(node.radius);
  const style = `text-anchor="middle" font-size="${f(size)}" font-weight="650" fill="${palette.background}"`;
  const count = node.count === "" ? "" : `<text y="${f(size * 0.35)}" ${style}>${escape(node.count)}</text>`;
  const title = `<title>${escape(node.label)}</title>`;
  return `<g class="${node.type}" transform="translate(${f(node.x)} ${f(node.y)})">${title}<path d="${path}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"/>${count}</g>`;
}

function label(node: ScreenNode, palette: Palette): string {
  if (!node.labelled) return "";
  const size = node.group ? 11 : 12;
  const x = node.group ? node.x : node.x + node.radius * 1.1 + 4;
  const y = node.group ? node.y + node.radius + size + 2 : node.y + size / 3;
  const style = `font-size="${size}" font-weight="${node.group ? 600 : 500}" text-anchor="${node.group ? "middle" : "start"}" fill="${palette.text}"`;
  const halo = `stroke="${palette.background}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`;
  return labelLines(node.label, node.group)
    .map((line, at) => `<text x="${f(x)}" y="${f(y + at * (size + 2))}" ${style} ${halo}>${escape(line)}</text>`)
    .join("");
}

/** What is on the screen as a picture of its own: the same places, forms, colours and labels. */
export function svgPicture(screen: Screen, title: string, palette: Palette, fonts: string): string {
  const { width, height, nodes, edges } = screen;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${f(width)} ${f(height)}">`,
    `<title>${escape(title)}</title>`,
    `<style>${fonts}\ntext{font-family:"Inter Variable",system-ui,sans-serif}</style>`,
    `<rect width="100%" height="100%" fill="${palette.background}"/>`,
    `<g>${edges.map(line).join("")}</g>`,
    `<g>${nodes.map((node) => shape(node, palette)).join("")}</g>`,
    `<g>${nodes.map((node) => label(node, palette)).join("")}</g>`,
    "</svg>",
    "",
  ].join("\n");
}
