import { Menu } from "@mantine/core";
import { IconMarkdown, IconPrinter } from "@tabler/icons-react";
import { type OnPaper, tellFailed } from "@/features/diagram/view/export-menu";
import { api, withParams } from "@/shared/api/client";
import type { Synthesis } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { withDrawing } from "./print-page";

interface Props {
  synthesis: Synthesis;
  onPaper: OnPaper;
}

/** The merge on show with its synopsis, as text and as a page that holds the drawing; entries of an export menu. */
export function MergeExports({ synthesis, onPaper }: Props) {
  const path = (format: string, rewritten?: true): string =>
    withParams(`/api/syntheses/${synthesis.id}/export/`, { format, version: synthesis.version, rewritten });
  const print = async (rewritten?: true): Promise<void> => {
    const [page, picture] = await Promise.all([api.text(path("html", rewritten)), onPaper()]);
    download(fileName(synthesis.title, "html"), withDrawing(page, picture), "text/html;charset=utf-8");
  };
  return (
    <>
      <Menu.Label>With the synopsis</Menu.Label>
      <Menu.Item component="a" href={path("md")} download leftSection={<IconMarkdown size={16} />}>
        Markdown
      </Menu.Item>
      <Menu.Item onClick={() => void print().catch(tellFailed)} leftSection={<IconPrinter size={16} />}>
        Page to print (HTML)
      </Menu.Item>
      {synthesis.rewritten && (
        <>
          <Menu.Item component="a" href={path("md", true)} download leftSection={<IconMarkdown size={16} />}>
            Markdown, rewritten
          </Menu.Item>
          <Menu.Item onClick={() => void print(true).catch(tellFailed)} leftSection={<IconPrinter size={16} />}>
            Page to print, rewritten
          </Menu.Item>
        </>
      )}
    </>
  );
}
