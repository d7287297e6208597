import { type RefObject, useEffect, useRef, useState } from "react";
import type { Palette } from "../draw/palette";
import { type Marks, NO_MARKS } from "./marks";
import { Stage } from "./stage";
import type { StageHandlers } from "./stage-events";

function hasWebGl(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export interface StageHold {
  readonly stage: RefObject<Stage | null>;
  /** False where this browser draws no WebGL: the list then stands alone. */
  readonly drawn: boolean;
}

/** The stage in its container, made anew for another palette; handlers and marks are kept up to date. */
export function useStage(container: RefObject<HTMLDivElement | null>, palette: Palette, still: boolean, handlers: StageHandlers, marks: Marks): StageHold {
  const stage = useRef<Stage>(null);
  const [drawn] = useState(hasWebGl);
  const marked = useRef(NO_MARKS);
  const motionless = useRef(still);
  useEffect(() => {
    motionless.current = still;
  });
  useEffect(() => {
    if (container.current === null || !drawn) return;
    const made = new Stage(container.current, palette, motionless.current);
    stage.current = made;
    // Sigma measures its box once; panes that open and close beside it change that.
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(container.current);
    return () => {
      watch.disconnect();
      made.kill();
      stage.current = null;
      marked.current = NO_MARKS;
    };
  }, [container, palette, drawn]);
  useEffect(() => {
    if (stage.current !== null) stage.current.handlers = handlers;
  });
  useEffect(() => {
    if (marked.current === marks) return;
    marked.current = marks;
    stage.current?.mark(marks);
  }, [marks]);
  return { stage, drawn };
}
