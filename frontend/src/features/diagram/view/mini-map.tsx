import { type PointerEvent, useEffect, useMemo, useState } from "react";
import type { Camera } from "./camera";
import classes from "./mini-map.module.css";
import type { Bounds } from "./viewport";

interface Props {
  camera: Camera;
  /** What is drawn; another one is mapped anew. */
  drawing: object;
}

interface Mark extends Bounds {
  id: string;
  fill: string;
}

/** A map of a handful of boxes tells nothing. */
const LEAST = 25;
const WIDTH = 168;
const HEIGHT = 112;

function marksOf(camera: Camera): Mark[] {
  const { nodes, spots } = camera.stage ?? { nodes: new Map<string, SVGGElement>(), spots: [] };
  return spots.flatMap(({ id, x, y }) => {
    const box = nodes.get(id)?.querySelector<SVGGraphicsElement>(".label-container");
    if (!box) return [];
    const { width, height } = box.getBBox();
    return [{ id, x: x - width / 2, y: y - height / 2, width, height, fill: getComputedStyle(box).stroke }];
  });
}

/** The whole drawing in a corner, with the part in sight; shown as soon as not all of it is. */
export function MiniMap({ camera, drawing }: Props) {
  const [marks, setMarks] = useState<Mark[]>([]);
  const [seen, setSeen] = useState<Bounds>();
  useEffect(() => {
    const update = (): void => setSeen(camera.seen());
    const frame = requestAnimationFrame(() => {
      setMarks(marksOf(camera));
      update();
    });
    const release = camera.watch(update);
    return () => {
      cancelAnimationFrame(frame);
      release();
    };
  }, [camera, drawing]);
  const bounds = camera.stage?.bounds;
  const boxes = useMemo(
    () => marks.map(({ id, fill, ...box }) => <rect key={id} {...box} fill={fill} />),
    [marks],
  );
  if (!bounds || !seen || marks.length < LEAST) return null;
  const slack = 1 / camera.scale;
  const whole =
    seen.x <= bounds.x + slack && seen.y <= bounds.y + slack &&
    seen.x + seen.width >= bounds.x + bounds.width - slack && seen.y + seen.height >= bounds.y + bounds.height - slack;
  if (whole) return null;
  const scale = Math.min(WIDTH / bounds.width, HEIGHT / bounds.height);
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    camera.centre(bounds.x + (event.clientX - box.left) / scale, bounds.y + (event.clientY - box.top) / scale);
  };
  return (
    <svg
      className={classes.map}
      data-testid="mini-map"
      data-own-pointer
      aria-hidden
      width={bounds.width * scale}
      height={bounds.height * scale}
      viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      onPointerDown={go}
      onPointerMove={go}
    >
      {boxes}
      <rect className={classes.seen} x={seen.x} y={seen.y} width={seen.width} height={seen.height} strokeWidth={2 / scale} />
    </svg>
  );
}
