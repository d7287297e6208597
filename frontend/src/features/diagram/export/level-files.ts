import { fileName } from "@/shared/lib/download";
import { zipOf, type ZipEntry } from "@/shared/lib/zip";
import { shownModel } from "../levels/level-model";
import type { DiagramLevel, DiagramModel } from "../model/diagram-model";
import { plainLabel } from "../render/match-nodes";
import type { RenderRequest } from "../render/mermaid-engine";
import { apart, drawApart } from "./draw-apart";
import { pngOf } from "./draw-files";

export type LevelFormat = "mmd" | "svg" | "png";

function nameOf(model: DiagramModel, level: DiagramLevel, at: number, ending: string): string {
  const label = model.nodes.find((node) => node.id === level.node)?.label ?? level.node;
  const page = level.pages > 1 ? ` page ${level.page}` : "";
  return fileName(`${String(at + 1).padStart(3, "0")} ${plainLabel(label)}${page}`, ending);
}

/** Every level as a file of its own, numbered from the top, in one archive. */
export function archiveOf(format: LevelFormat, model: DiagramModel, request: RenderRequest): Promise<Blob> {
  return apart(async (host) => {
    const entries: ZipEntry[] = [];
    for (const [at, level] of (model.levels ?? []).entries()) {
      const name = nameOf(model, level, at, format);
      if (format === "mmd") {
        entries.push({ name, data: new TextEncoder().encode(level.mermaid) });
        continue;
      }
      const picture = await drawApart(shownModel(model, level), request, host);
      const blob = format === "png" ? await pngOf(picture) : new Blob([picture.svg]);
      entries.push({ name, data: new Uint8Array(await blob.arrayBuffer()) });
    }
    return zipOf(entries);
  });
}
