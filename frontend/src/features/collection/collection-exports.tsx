import { Menu } from "@mantine/core";
import { IconBook2, IconFileText, IconNotes } from "@tabler/icons-react";
import type { Collection } from "@/shared/api/types";

const FORMATS = [
  { format: "bibtex", label: "BibTeX" },
  { format: "ris", label: "RIS" },
  { format: "csl", label: "CSL-JSON" },
];

/** What the collection itself can be taken away as; entries of an export menu. */
export function CollectionExports({ collection }: { collection: Collection }) {
  const path = (format: string): string => `/api/collections/${collection.id}/export/?format=${format}`;
  return (
    <>
      <Menu.Label>Report</Menu.Label>
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
