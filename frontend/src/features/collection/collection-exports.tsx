import { Menu } from "@mantine/core";
import { IconBook2, IconFileText, IconFileTypeHtml, IconMarkdown, IconNotes } from "@tabler/icons-react";
import { type OnPaper, tell } from "@/features/diagram/view/export-menu";
import { api, withParams } from "@/shared/api/client";
import type { Collection, Synthesis } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { withDrawing } from "./print-page";

const FORMATS = [
  { format: "bibtex", label: "BibTeX" },
  { format: "ris", label: "RIS" },
  { format: "csl", label: "CSL-JSON" },
];

interface Props {
  collection: Collection;
  synthesis: Synthesis;
  onPaper: OnPaper;
}

/** What the collection itself can be taken away as; entries of an export menu. */
export function CollectionExports({ collection, synthesis, onPaper }: Props) {
  const path = (format: string): string => `/api/collections/${collection.id}/export/?format=${format}`;
  const written = (format: string, rewritten?: true): string =>
    withParams(`/api/syntheses/${synthesis.id}/export/`, { format, version: synthesis.version, rewritten });
  const print = async (rewritten?: true): Promise<void> => {
    const [page, picture] = await Promise.all([api.text(written("html", rewritten)), onPaper()]);
    download(fileName(synthesis.title, "html"), withDrawing(page, picture), "text/html;charset=utf-8");
  };
  return (
    <>
      <Menu.Label>Report</Menu.Label>
      <Menu.Item component="a" href={written("md")} download leftSection={<IconMarkdown size={16} />}>
        Markdown with the synopsis
      </Menu.Item>
      <Menu.Item onClick={() => void print().catch(tell)} leftSection={<IconFileTypeHtml size={16} />}>
        Page with the synopsis, to print
      </Menu.Item>
      {synthesis.rewritten && (
        <>
          <Menu.Item component="a" href={written("md", true)} download leftSection={<IconMarkdown size={16} />}>
            Markdown, synopsis rewritten
          </Menu.Item>
          <Menu.Item onClick={() => void print(true).catch(tell)} leftSection={<IconFileTypeHtml size={16} />}>
            Page to print, synopsis rewritten
          </Menu.Item>
        </>
      )}
      <Menu.Item component="a" href={path("report")} download leftSection={<IconNotes size={16} />}>
        Report in the notes’ format
      </Menu.Item>
      <Menu.Label>References</Menu.Label>
      {FORMATS.map(({ format, label }) => (
        <Menu.Item
          key={format}
          component="a"
          href={path(format)}
          download
          leftSection={format === "csl" ? <IconFileText size={16} /> : <IconBook2 size={16} />}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  );
}
