import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Palette } from "../draw/palette";
import classes from "./graph-view.module.css";
import type { Stage } from "./stage";

interface Props {
  stage: RefObject<Stage | null>;
  palette: Palette;
  /** Another drawing is mapped anew. */
  drawing: object;
}

const WIDTH = 148;
const HEIGHT = 104;
/** Milliseconds between two drawings of the map, and of one with thousands of dots. */
const PACE = 80;
const SLOW_PACE = 500;
const MANY = 2000;

/** Where a point of the graph lies on the map, and back: the frame that the stage has, centred. */
function scaleOf(stage: Stage): { scale: number; x: number; y: number } {
  const box = stage.sigma.getBBox();
  const scale = Math.min((WIDTH - 12) / (box.x[1] - box.x[0] || 1), (HEIGHT - 12) / (box.y[1] - box.y[0] || 1));
  return { scale, x: WIDTH / 2 - (scale * (box.x[0] + box.x[1])) / 2, y: HEIGHT / 2 + (scale * (box.y[0] + box.y[1])) / 2 };
}

function draw(canvas: HTMLCanvasElement, stage: Stage, palette: Palette): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const { scale, x: left, y: top } = scaleOf(stage);
  const dot = stage.graph.order > 1000 ? 1 : 2.4;
  stage.graph.forEachNode((_, { x, y, color }) => {
    context.fillStyle = color as string;
    context.fillRect(left + (x as number) * scale - dot / 2, top - (y as number) * scale - dot / 2, dot, dot);
  });
  const { width, height } = stage.sigma.getDimensions();
  const a = stage.sigma.viewportToGraph({ x: 0, y: 0 });
  const b = stage.sigma.viewportToGraph({ x: width, y: height });
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  const [x0, x1] = [left + a.x * scale, left + b.x * scale].map((x) => Math.min(Math.max(x, 2), WIDTH - 2)) as [number, number];
  const [y0, y1] = [top - a.y * scale, top - b.y * scale].map((y) => Math.min(Math.max(y, 2), HEIGHT - 2)) as [number, number];
  context.strokeRect(x0, y0, x1 - x0, y1 - y0);
}

/** The whole graph in a corner with the part in sight; drag there to go elsewhere. Keys and the list do the same. */
export function Minimap({ stage, palette, drawing }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current: held } = stage;
    if (held === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        if (canvas.current !== null) draw(canvas.current, held, palette);
      }, held.graph.order > MANY ? SLOW_PACE : PACE);
    };
    held.sigma.on("afterRender", later);
    later();
    return () => {
      clearTimeout(timer);
      held.sigma.off("afterRender", later);
    };
  }, [stage, palette, drawing]);
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons === 0 || stage.current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = scaleOf(stage.current);
    const at = { x: (event.clientX - box.left - x) / scale, y: (y - (event.clientY - box.top)) / scale };
    const { sigma } = stage.current;
    const framed = sigma.viewportToFramedGraph(sigma.graphToViewport(at));
    sigma.getCamera().setState({ x: framed.x, y: framed.y });
  };
  return <canvas ref={canvas} className={classes.minimap} width={WIDTH} height={HEIGHT} aria-hidden data-testid="minimap" onPointerDown={go} onPointerMove={go} />;
}
