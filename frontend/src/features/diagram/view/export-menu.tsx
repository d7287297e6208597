import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconDownload, IconFileCode, IconFileZip, IconPhoto, IconVector } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { download, fileName } from "@/shared/lib/download";
import { plural } from "@/shared/lib/format";
import { type Picture, pngOf } from "../export/draw-files";
import type { LevelFormat } from "../export/level-files";
import type { DiagramModel } from "../model/diagram-model";
import type { RenderRequest } from "../render/mermaid-engine";

interface Props {
  model: DiagramModel;
  /** The part on show; the model itself where it is drawn whole. */
  shown: DiagramModel;
  picture: () => Promise<Picture | undefined>;
  /** How the part on show was drawn. */
  request: RenderRequest | undefined;
  /** Further entries: what the page itself can export. */
  children?: MoreExports;
}

/** Draws the whole diagram for paper; one in levels as far as it is on show. */
export type OnPaper = () => Promise<Picture>;
export type MoreExports = (onPaper: OnPaper) => ReactNode;

const ALL: { format: LevelFormat; label: string }[] = [
  { format: "mmd", label: "Mermaid texts (.zip)" },
  { format: "svg", label: "SVGs (.zip)" },
  { format: "png", label: "PNGs (.zip)" },
];

/** Says that an export failed, and why. */
export function tellFailed(error: unknown): void {
  notifications.show({ color: "red", title: "Export failed", message: error instanceof Error ? error.message : String(error) });
}

/** What can be taken away from a diagram: the picture, the text, all its levels, and whatever the page adds. */
export function ExportMenu({ model, shown, picture, request, children }: Props) {
  const [packing, setPacking] = useState(false);
  const levels = model.levels ?? [];
  const save = async (kind: "svg" | "png"): Promise<void> => {
    const drawn = await picture();
    if (drawn === undefined) return;
    if (kind === "png") download(fileName(model.title, "png"), await pngOf(drawn));
    else download(fileName(model.title, "svg"), drawn.svg, "image/svg+xml;charset=utf-8");
  };
  const saveAll = async (format: LevelFormat): Promise<void> => {
    if (request === undefined) return;
    setPacking(true);
    try {
      // It draws with Mermaid, which comes apart from the page.
      const { archiveOf } = await import("../export/level-files");
      download(fileName(`${model.title} levels ${format}`, "zip"), await archiveOf(format, model, request));
    } finally {
      setPacking(false);
    }
  };
  const onPaper = async (): Promise<Picture> => {
    if (request === undefined) throw new Error("The diagram is not drawn yet.");
    const { drawOnPaper } = await import("../export/draw-apart");
    return drawOnPaper(levels.length > 0 ? shown : model, request);
  };
  const copy = (): void => {
    navigator.clipboard.writeText(shown.mermaid).then(() => notifications.show({ message: "Mermaid text copied" }), tellFailed);
  };
  return (
    <Menu withinPortal={false} position="bottom-end" width={230}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={15} />} loading={packing}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
        <Menu.Label>{levels.length > 0 ? "Level on show" : "Diagram"}</Menu.Label>
        <Menu.Item leftSection={<IconVector size={16} />} onClick={() => void save("svg").catch(tellFailed)}>
          SVG
        </Menu.Item>
        <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void save("png").catch(tellFailed)}>
          PNG
        </Menu.Item>
        <Menu.Item leftSection={<IconFileCode size={16} />} onClick={() => download(fileName(model.title, "mmd"), shown.mermaid)}>
          Mermaid (.mmd)
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={copy}>
          Copy Mermaid text
        </Menu.Item>
        {levels.length > 0 && (
          <>
            <Menu.Label>{plural(levels.length, "level")}, all</Menu.Label>
            {ALL.map(({ format, label }) => (
              <Menu.Item key={format} leftSection={<IconFileZip size={16} />} onClick={() => void saveAll(format).catch(tellFailed)}>
                {label}
              </Menu.Item>
            ))}
            <Menu.Item leftSection={<IconFileCode size={16} />} onClick={() => download(fileName(`${model.title} whole`, "mmd"), model.mermaid)}>
              One Mermaid text (.mmd)
            </Menu.Item>
          </>
        )}
        {children?.(onPaper)}
      </Menu.Dropdown>
    </Menu>
  );
}
