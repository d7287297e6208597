import { fileName } from "@/shared/lib/download";
import { zipOf, type ZipEntry } from "@/shared/lib/zip";
import { shownModel } from "../levels/level-model";
import type { DiagramLevel, DiagramModel } from "../model/diagram-model";
import { plainLabel } from "../render/match-nodes";
import { renderDiagram, type RenderRequest } from "../render/mermaid-engine";
import { mountSvg } from "../view/prepare-svg";
import { type Picture, pictureOf, pngOf } from "./draw-files";

export type LevelFormat = "mmd" | "svg" | "png";

/** Draws one level beside the page, in the look of the level on show. */
async function drawLevel(model: DiagramModel, request: RenderRequest, host: HTMLElement): Promise<Picture> {
  const { svg } = await renderDiagram({ ...request, model });
  return pictureOf(mountSvg(host, svg, model), model.title, request.theme.background);
}

function nameOf(model: DiagramModel, level: DiagramLevel, at: number, ending: string): string {
  const label = model.nodes.find((node) => node.id === level.node)?.label ?? level.node;
  const page = level.pages > 1 ? ` page ${level.page}` : "";
  return fileName(`${String(at + 1).padStart(3, "0")} ${plainLabel(label)}${page}`, ending);
}

/** Every level as a file of its own, numbered from the top, in one archive. */
export async function archiveOf(format: LevelFormat, model: DiagramModel, request: RenderRequest): Promise<Blob> {
  const host = document.createElement("div");
  host.style.cssText = "position: absolute; left: -10000px; width: 1200px; height: 800px; visibility: hidden";
  document.body.append(host);
  const entries: ZipEntry[] = [];
  try {
    for (const [at, level] of (model.levels ?? []).entries()) {
      const name = nameOf(model, level, at, format);
      if (format === "mmd") {
        entries.push({ name, data: new TextEncoder().encode(level.mermaid) });
        continue;
      }
      const picture = await drawLevel(shownModel(model, level), request, host);
      const blob = format === "png" ? await pngOf(picture) : new Blob([picture.svg]);
      entries.push({ name, data: new Uint8Array(await blob.arrayBuffer()) });
    }
  } finally {
    host.remove();
  }
  return zipOf(entries);
}
