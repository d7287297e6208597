import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconDownload, IconFileCode, IconPhoto, IconVector } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { download, fileName } from "@/shared/lib/download";
import { type Picture, pngOf } from "../export/draw-files";

interface Props {
  title: string;
  mermaid: string;
  picture: () => Promise<Picture | undefined>;
  /** Further entries: what the page itself can export. */
  children?: ReactNode;
}

function tell(error: unknown): void {
  notifications.show({ color: "red", title: "Export failed", message: error instanceof Error ? error.message : String(error) });
}

/** What can be taken away from a diagram: the picture, the text, and whatever the page adds. */
export function ExportMenu({ title, mermaid, picture, children }: Props) {
  const save = async (kind: "svg" | "png"): Promise<void> => {
    const drawn = await picture();
    if (drawn === undefined) return;
    if (kind === "png") download(fileName(title, "png"), await pngOf(drawn));
    else download(fileName(title, "svg"), drawn.svg, "image/svg+xml;charset=utf-8");
  };
  const copy = (): void => {
    navigator.clipboard.writeText(mermaid).then(() => notifications.show({ message: "Mermaid text copied" }), tell);
  };
  return (
    <Menu withinPortal={false} position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={15} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Diagram</Menu.Label>
        <Menu.Item leftSection={<IconVector size={16} />} onClick={() => void save("svg").catch(tell)}>
          SVG
        </Menu.Item>
        <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void save("png").catch(tell)}>
          PNG
        </Menu.Item>
        <Menu.Item leftSection={<IconFileCode size={16} />} onClick={() => download(fileName(title, "mmd"), mermaid)}>
          Mermaid (.mmd)
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={copy}>
          Copy Mermaid text
        </Menu.Item>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
