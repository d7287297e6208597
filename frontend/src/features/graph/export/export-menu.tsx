import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconFileCode, IconPhoto, IconVector } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { pngOf } from "@/features/diagram/export/draw-files";
import { fontRules } from "@/features/diagram/export/embed-font";
import { download, fileName } from "@/shared/lib/download";
import { FONT } from "../draw/labels";
import type { Palette } from "../draw/palette";
import type { Filtered } from "../model/filter";
import type { Start } from "../model/start";
import type { Stage } from "../view/stage";
import { graphml } from "./graphml";
import { screenOf } from "./screen-of";
import { svgPicture } from "./svg-picture";

interface Props {
  stage: RefObject<Stage | null>;
  palette: Palette;
  filtered: Filtered;
  start: Start | null;
  title: string;
}

/** Formats of the server, which exports a collection, a tree or a topic whole. */
const WHOLE = [
  ["graphml", "GraphML"],
  ["gexf", "GEXF"],
  ["cypher", "Cypher script"],
  ["csv", "CSV pair (.zip)"],
  ["jsonld", "JSON-LD"],
  ["mermaid", "Mermaid"],
  ["dot", "GraphViz"],
] as const;

/** The picture as it stands on the screen, the data on show, and from the server the whole part of the graph. */
export function ExportMenu({ stage, palette, filtered, start, title }: Props) {
  const [busy, setBusy] = useState(false);
  const picture = async (): Promise<{ svg: string; width: number; height: number } | undefined> => {
    if (stage.current === null) return undefined;
    const screen = screenOf(stage.current);
    const labels = screen.nodes.filter((node) => node.labelled).map((node) => node.label + node.count);
    const svg = svgPicture(screen, title, palette, await fontRules(FONT, labels.join("")));
    return { svg, width: Math.ceil(screen.width), height: Math.ceil(screen.height) };
  };
  const save = async (kind: "svg" | "png"): Promise<void> => {
    setBusy(true);
    try {
      const drawn = await picture();
      if (drawn === undefined) return;
      if (kind === "png") download(fileName(title, "png"), await pngOf(drawn));
      else download(fileName(title, "svg"), drawn.svg, "image/svg+xml;charset=utf-8");
    } finally {
      setBusy(false);
    }
  };
  const tell = (error: unknown): void => {
    notifications.show({ color: "red", title: "Export failed", message: error instanceof Error ? error.message : String(error) });
  };
  const places = () => stage.current?.positions() ?? new Map<string, never>();
  const whole = start !== null && (start.kind === "collection" || start.kind === "tree" || start.kind === "topic") ? start : null;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label="Export" title="Export" loading={busy}>
          <IconDownload size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
        <Menu.Label>As on the screen</Menu.Label>
        <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void save("png").catch(tell)}>
          PNG
        </Menu.Item>
        <Menu.Item leftSection={<IconVector size={16} />} onClick={() => void save("svg").catch(tell)}>
          SVG
        </Menu.Item>
        <Menu.Label>Nodes and relations that pass the filters</Menu.Label>
        <Menu.Item
          leftSection={<IconFileCode size={16} />}
          onClick={() => download(fileName(title, "graphml"), graphml(filtered.nodes, filtered.edges, places()), "application/xml;charset=utf-8")}
        >
          GraphML
        </Menu.Item>
        {whole !== null && (
          <>
            <Menu.Label>The whole {whole.kind}, from the server</Menu.Label>
            {WHOLE.map(([format, label]) => (
              <Menu.Item key={format} component="a" href={`/api/graph/export/?${new URLSearchParams({ [whole.kind]: whole.id, format }).toString()}`} download>
                {label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
