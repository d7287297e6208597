import { Loader } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import type { LayoutName } from "../layout/choose-layout";
import type { DiagramModel } from "../model/diagram-model";
import type { Camera } from "./camera";
import classes from "./diagram-canvas.module.css";
import { DiagramRefused } from "./diagram-refused";
import { HoverLabel } from "./hover-label";
import { MiniMap } from "./mini-map";
import { directionOf, nearest } from "./nearest";
import { mountSvg } from "./prepare-svg";
import type { Selection } from "./selection";
import { useMarks } from "./use-marks";
import { type Drawn, useRendered } from "./use-rendered";

interface Props {
  camera: Camera;
  model: DiagramModel;
  layout: LayoutName;
  selected: Selection | null;
  lit: ReadonlySet<string> | undefined;
  onSelect: (selection: Selection | null) => void;
  /** A node was pressed twice. */
  onOpen: (node: string) => void;
  onHover: (selection: Selection | null) => void;
  onDrawn: (drawn: Drawn) => void;
}

function targetOf(event: { target: EventTarget }): Selection | null {
  if (!(event.target instanceof Element)) return null;
  const node = event.target.closest<SVGElement>("g.node[data-node]")?.dataset.node;
  if (node !== undefined) return { node };
  const { source, target } = event.target.closest<SVGElement>("[data-source][data-target]")?.dataset ?? {};
  return source !== undefined && target !== undefined ? { edge: { source, target } } : null;
}

/** The drawing itself: Mermaid's SVG, moved and marked in place. */
export function DiagramCanvas({ model, layout, selected, lit, onSelect, onOpen, onHover, onDrawn, camera }: Props) {
  const { ref: sizeRef, width, height } = useElementSize();
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<Selection | null>(null);
  const size = useMemo(() => (width > 0 && height > 0 ? { width, height } : undefined), [width, height]);
  const { busy, drawn, reason, retry } = useRendered(model, layout, size);

  useEffect(() => (frame.current ? camera.attach(frame.current) : undefined), [camera]);
  useEffect(() => {
    if (!drawn || !host.current) return;
    camera.show(mountSvg(host.current, drawn.svg, drawn.model));
    onDrawn(drawn);
  }, [camera, drawn, onDrawn]);
  useEffect(() => camera.open(), [camera, width, height]);
  useMarks(camera, model, { selected, hovered, lit }, drawn);

  const hover = (selection: Selection | null): void => {
    if (JSON.stringify(selection) === JSON.stringify(hovered)) return;
    setHovered(selection);
    onHover(selection);
  };
  const onClick = (event: MouseEvent): void => {
    if (!camera.wasDragged()) onSelect(targetOf(event));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = targetOf(event);
    if (at === null || !("node" in at) || !camera.stage) return;
    const { nodes, spots } = camera.stage;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onSelect(at);
      return;
    }
    const direction = directionOf(event.key);
    const from = spots.find((spot) => spot.id === at.node);
    const next = direction && from ? nearest(from, spots, direction) : undefined;
    if (direction) event.preventDefault();
    if (next === undefined) return;
    nodes.get(at.node)?.setAttribute("tabindex", "-1");
    nodes.get(next)?.setAttribute("tabindex", "0");
    nodes.get(next)?.focus({ preventScroll: true });
    camera.reveal(next);
  };

  return (
    <div ref={frame} data-testid="diagram-frame" data-busy={busy} className={busy ? `${classes.frame} ${classes.busy}` : classes.frame}>
      <div
        ref={sizeRef}
        style={{ position: "absolute", inset: 0, visibility: "hidden" }}
        aria-hidden
      />
      {reason === undefined ? (
        // The drawing holds buttons of its own; the host only gathers their events.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          ref={host}
          className={classes.host}
          onClick={onClick}
          onDoubleClick={(event) => {
            const at = targetOf(event);
            if (at !== null && "node" in at) onOpen(at.node);
          }}
          onKeyDown={onKeyDown}
          onMouseOver={(event) => hover(targetOf(event))}
          onFocus={(event) => hover(targetOf(event))}
          onBlur={() => hover(null)}
          onMouseLeave={() => hover(null)}
        />
      ) : (
        <DiagramRefused reason={reason} text={model.mermaid} onRetry={retry} />
      )}
      {reason === undefined && drawn !== undefined && (
        <>
          <MiniMap camera={camera} drawing={drawn} />
          <HoverLabel camera={camera} frame={frame} model={model} hovered={hovered} />
        </>
      )}
      {busy && drawn === undefined && (
        <div className={classes.wait} role="status" aria-label="Drawing the diagram">
          <Loader size="sm" />
        </div>
      )}
    </div>
  );
}
