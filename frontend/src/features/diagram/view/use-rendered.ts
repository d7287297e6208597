import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { LayoutName } from "../layout/choose-layout";
import type { DiagramModel } from "../model/diagram-model";
import { readTheme } from "../render/diagram-theme";
import type { Rendered, RenderRequest } from "../render/mermaid-engine";
import type { Size } from "./viewport";

export interface Drawn extends Rendered {
  model: DiagramModel;
  request: RenderRequest;
}

/** Mermaid is large: it starts to load with the viewer, beside the data. */
const loadEngine = () => import("../render/mermaid-engine");
void loadEngine();

type Outcome = { asked: object; drawn: Drawn } | { asked: object; reason: string };

/** `drawn` may still be the drawing before while `busy`; `reason` says why Mermaid refused the text. */
export interface RenderState {
  busy: boolean;
  drawn?: Drawn;
  reason?: string;
  /** Draws once more. */
  retry: () => void;
}

/** Windows of about one shape get one drawing, so that dragging a pane's edge does not draw anew at every pixel. */
export function shapeOf(size: Size): Size {
  const step = (value: number): number => 2 ** (Math.round(Math.log2(Math.max(value, 1)) * 3) / 3);
  return { width: step(size.width), height: step(size.height) };
}

/** Draws the model with Mermaid whenever its text, the theme, the layout or the window's shape changes. */
export function useRendered(model: DiagramModel, layout: LayoutName, size: Size | undefined): RenderState {
  const scheme = useComputedColorScheme("light");
  const [outcome, setOutcome] = useState<Outcome>();
  const [turn, setTurn] = useState(0);
  const { width, height } = size === undefined ? { width: 0, height: 0 } : shapeOf(size);
  const asked = useMemo(
    () => ({ model, layout, scheme, window: { width, height }, turn }),
    [model, layout, scheme, width, height, turn],
  );

  useEffect(() => {
    if (asked.window.width === 0) return;
    let stale = false;
    const draw = async (): Promise<void> => {
      const { renderDiagram } = await loadEngine();
      const theme = readTheme(asked.scheme, document.documentElement);
      const request = { model: asked.model, layout: asked.layout, window: asked.window, theme };
      const rendered = await renderDiagram(request);
      if (!stale) setOutcome({ asked, drawn: { ...rendered, model: asked.model, request } });
    };
    draw().catch((error: unknown) => {
      if (!stale) setOutcome({ asked, reason: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      stale = true;
    };
  }, [asked]);

  const busy = outcome?.asked !== asked;
  const retry = (): void => setTurn(turn + 1);
  if (outcome !== undefined && "reason" in outcome) return busy ? { busy, retry } : { busy, reason: outcome.reason, retry };
  return { busy, drawn: outcome?.drawn, retry };
}
