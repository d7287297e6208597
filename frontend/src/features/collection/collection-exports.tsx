import { Menu } from "@mantine/core";
import { IconBook2, IconFileText, IconFileTypeHtml, IconMarkdown, IconNotes } from "@tabler/icons-react";
import { withParams } from "@/shared/api/client";
import type { Collection, Synthesis } from "@/shared/api/types";

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
  const written = (format: string, rewritten?: true): string =>
    withParams(`/api/syntheses/${synthesis?.id ?? ""}/export/`, { format, version: synthesis?.version, rewritten });
  return (
    <>
      <Menu.Label>Report</Menu.Label>
      {synthesis && (
        <>
          <Menu.Item component="a" href={written("md")} download leftSection={<IconMarkdown size={16} />}>
            Markdown with the synopsis
          </Menu.Item>
          <Menu.Item component="a" href={written("html")} download leftSection={<IconFileTypeHtml size={16} />}>
            HTML with the synopsis, to print
          </Menu.Item>
        </>
      )}
      {synthesis?.rewritten && (
        <>
          <Menu.Item component="a" href={written("md", true)} download leftSection={<IconMarkdown size={16} />}>
            Markdown, synopsis rewritten
          </Menu.Item>
          <Menu.Item component="a" href={written("html", true)} download leftSection={<IconFileTypeHtml size={16} />}>
            HTML, synopsis rewritten
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
