import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import type { Palette } from "./palette";

export const FONT = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';
const LONGEST = 34;
const LONGEST_HOVERED = 90;
/** A community is named by two members, one a line. */
const LONGEST_LINE = 24;

type LabelData = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;
type Box = readonly [left: number, top: number, right: number, bottom: number];

export const shorten = (label: string, most = LONGEST): string => (label.length <= most ? label : `${label.slice(0, most - 1).trimEnd()}…`);

/** The lines of a label as they are drawn. */
export const labelLines = (label: string, group: boolean): string[] =>
  group ? label.split(" · ").map((line) => shorten(line, LONGEST_LINE)) : [shorten(label)];

export const countSize = (radius: number): number => Math.max(10, Math.min(radius * 0.8, 17));

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Draws the labels of one picture after another, and leaves out those that would lie over one drawn before. */
export class LabelPainter {
  /** Nodes whose label the picture on show has. */
  readonly drawn = new Set<string>();
  private boxes: Box[] = [];
  private readonly palette: Palette;

  constructor(palette: Palette) {
    this.palette = palette;
  }

  begin(): void {
    this.drawn.clear();
    this.boxes = [];
  }

  readonly label = (context: CanvasRenderingContext2D, data: LabelData, settings: Settings): void => {
    if (!data.label) return;
    const group = data.group === true;
    if (group) this.count(context, data);
    const size = group ? 11 : settings.labelSize;
    const lines = labelLines(data.label, group);
    context.font = `${(data.weight as string | undefined) ?? settings.labelWeight} ${size}px ${FONT}`;
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const x = group ? data.x : data.x + data.size * 1.1 + 4;
    const y = group ? data.y + data.size + size + 2 : data.y + size / 3;
    const left = group ? x - width / 2 : x;
    const box: Box = [left - 2, y - size, left + width + 2, y + (lines.length - 1) * (size + 2) + 4];
    if (data.focused !== true && this.boxes.some((one) => overlap(one, box))) return;
    this.boxes.push(box);
    this.drawn.add(String(data.key));
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = this.palette.background;
    context.fillStyle = (data.labelColour as string | undefined) ?? this.palette.text;
    context.textAlign = group ? "center" : "left";
    lines.forEach((line, at) => {
      context.strokeText(line, x, y + at * (size + 2));
      context.fillText(line, x, y + at * (size + 2));
    });
  };

  /** The whole label in a box over everything else. */
  readonly hover = (context: CanvasRenderingContext2D, data: LabelData, settings: Settings): void => {
    if (!data.label) return;
    context.font = `550 ${settings.labelSize}px ${FONT}`;
    const text = shorten(data.label, LONGEST_HOVERED);
    const width = context.measureText(text).width + 14;
    const height = settings.labelSize + 10;
    const right = data.x + data.size + 6;
    const x = right + width > context.canvas.clientWidth ? Math.max(4, data.x - data.size - 6 - width) : right;
    context.fillStyle = this.palette.background;
    context.strokeStyle = this.palette.dim;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x, data.y - height / 2, width, height, 5);
    context.fill();
    context.stroke();
    context.fillStyle = this.palette.text;
    context.textAlign = "left";
    context.fillText(text, x + 7, data.y + settings.labelSize / 3);
  };

  private count(context: CanvasRenderingContext2D, data: LabelData): void {
    const size = countSize(data.size);
    context.font = `650 ${size}px ${FONT}`;
    context.textAlign = "center";
    context.fillStyle = this.palette.background;
    context.fillText(String(data.count ?? ""), data.x, data.y + size * 0.35);
    this.boxes.push([data.x - data.size, data.y - data.size, data.x + data.size, data.y + data.size]);
  }
}
