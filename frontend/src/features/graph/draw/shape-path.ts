import type { Shape } from "../model/node-types";

/** What a polygon's inner radius is of that of a circle of about the same weight; the shader holds the same. */
export const INNER: Readonly<Record<number, number>> = { 3: 0.72, 4: 0.87, 5: 0.91, 6: 0.94 };

const figure = (value: number): string => String(Math.round(value * 100) / 100);

/** The outline as SVG path data round (x, y), y downwards. */
export function shapePath({ corners, turn }: Shape, x: number, y: number, radius: number): string {
  if (corners === 0) {
    const r = figure(radius);
    return `M${figure(x - radius)} ${figure(y)}a${r} ${r} 0 1 0 ${figure(2 * radius)} 0a${r} ${r} 0 1 0 ${figure(-2 * radius)} 0Z`;
  }
  const outer = (radius * (INNER[corners] ?? 1)) / Math.cos(Math.PI / corners);
  const points = Array.from({ length: corners }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / corners;
    return `${figure(x + outer * Math.sin(angle))} ${figure(y - outer * Math.cos(angle))}`;
  });
  return `M${points.join("L")}Z`;
}
