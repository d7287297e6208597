import type { DiagramModel } from "../model/diagram-model";
import { paperTheme } from "../render/diagram-theme";
import { renderDiagram, type RenderRequest } from "../render/mermaid-engine";
import { mountSvg } from "../view/prepare-svg";
import { type Picture, pictureOf } from "./draw-files";

/** A place to draw in that nobody sees, for as long as `work` takes. */
export async function apart<T>(work: (host: HTMLElement) => Promise<T>): Promise<T> {
  const host = document.createElement("div");
  host.style.cssText = "position: absolute; left: -10000px; width: 1200px; height: 800px; visibility: hidden";
  document.body.append(host);
  try {
    return await work(host);
  } finally {
    host.remove();
  }
}

/** Draws a diagram beside the page, in the look of the request. */
export async function drawApart(model: DiagramModel, request: RenderRequest, host: HTMLElement): Promise<Picture> {
  const { svg } = await renderDiagram({ ...request, model });
  return pictureOf(mountSvg(host, svg, model), model.title, request.theme.background);
}

/** A sheet of A4 laid across, in pixels of the screen. */
const SHEET = { width: 1122, height: 794 };

/** Draws a diagram as it looks best on paper: dark ink on white, laid out for a sheet on its side. */
export function drawOnPaper(model: DiagramModel, request: RenderRequest): Promise<Picture> {
  const theme = paperTheme(request.theme.fontFamily);
  return apart((host) => drawApart(model, { ...request, theme, layout: "auto", window: SHEET }, host));
}
