import { shapePath } from "../draw/shape-path";
import type { Shape } from "../model/node-types";

interface Props {
  shape: Shape;
  colour: string;
  size?: number;
}

/** The form of a node as on the canvas, beside the words that say what it is. */
export function ShapeIcon({ shape, colour, size = 14 }: Props) {
  const stroke = shape.hollow ? 2 : 0;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden focusable="false" style={{ flex: "none" }}>
      <path
        d={shapePath(shape, 8, shape.corners === 3 ? 9.5 : 8, 6 - stroke / 2)}
        fill={shape.hollow ? "none" : colour}
        stroke={shape.hollow ? colour : "none"}
        strokeWidth={stroke}
      />
    </svg>
  );
}
