import { Menu } from "@mantine/core";
import { IconBook2, IconFileText, IconMarkdown, IconNotes } from "@tabler/icons-react";
import type { Collection, Synthesis } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { synthesisMarkdown } from "./synthesis-markdown";

const FORMATS = [
  { format: "bibtex", label: "BibTeX" },
  { format: "ris", label: "RIS" },
  { format: "csl", label: "CSL-JSON" },
];

interface Props {
  collection: Collection;
  synthesis: Synthesis | undefined;
}

/** What the collection itself can be taken away as; entries of an export menu. */
export function CollectionExports({ collection, synthesis }: Props) {
  const path = (format: string): string => `/api/collections/${collection.id}/export/?format=${format}`;
  return (
    <>
      <Menu.Label>Report</Menu.Label>
      {synthesis && (
        <Menu.Item
          leftSection={<IconMarkdown size={16} />}
          onClick={() => download(fileName(synthesis.title, "md"), synthesisMarkdown(synthesis), "text/markdown;charset=utf-8")}
        >
          Markdown of the map
        </Menu.Item>
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
