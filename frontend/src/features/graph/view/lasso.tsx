import { type PointerEvent, type RefObject, useState } from "react";
import { insidePolygon } from "../model/polygon";
import type { Point } from "../model/types";
import classes from "./graph-view.module.css";
import type { Stage } from "./stage";

interface Props {
  stage: RefObject<Stage | null>;
  onCatch: (ids: string[]) => void;
}

/** Draw round some nodes to catch them. */
export function Lasso({ stage, onCatch }: Props) {
  const [line, setLine] = useState<readonly Point[]>([]);
  const at = (event: PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const press = (event: PointerEvent<SVGSVGElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setLine([at(event)]);
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const point = at(event);
    setLine((known) => (known.length === 0 ? known : [...known, point]));
  };
  const release = (): void => {
    const held = stage.current;
    if (held !== null && line.length > 2) {
      onCatch(held.graph.filterNodes((_, { x, y }) => insidePolygon(held.sigma.graphToViewport({ x: x as number, y: y as number }), line)));
    }
    setLine([]);
  };
  return (
    <svg className={classes.lasso} data-testid="lasso" aria-hidden onPointerDown={press} onPointerMove={move} onPointerUp={release} onPointerCancel={() => setLine([])}>
      {line.length > 1 && <path d={`M${line.map(({ x, y }) => `${x} ${y}`).join("L")}Z`} />}
    </svg>
  );
}
