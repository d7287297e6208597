import { Button, CloseButton, Menu, Text } from "@mantine/core";
import { IconDownload, IconFolderPlus, IconTag } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import { plural } from "@/shared/lib/format";
import { ViewerNote } from "@/shared/ui/viewer-note";
import { AddToCollection } from "./add-to-collection";
import { type ExportFormat, useExportPapers } from "./api/export-papers";
import classes from "./library-page.module.css";
import type { Selection } from "./selection";
import { TagPapers } from "./tag-papers";

const FORMATS: { format: ExportFormat; label: string }[] = [
  { format: "bibtex", label: "BibTeX" },
  { format: "ris", label: "RIS" },
  { format: "csl", label: "CSL-JSON" },
  { format: "md", label: "Reports as Markdown" },
];

/** What can be done with the selected papers. Shown while there are any. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const [open, setOpen] = useState<"collection" | "tags" | null>(null);
  const save = useExportPapers();
  const mayWrite = useMayWrite();
  const papers = [...selection.papers.values()];
  const close = () => setOpen(null);
  if (papers.length === 0) return null;
  return (
    <section className={classes.bar} aria-label="Selected papers">
      <Text fw={550} aria-live="polite">
        {plural(papers.length, "paper")}
      </Text>
      {mayWrite ? (
        <>
          <Button size="xs" leftSection={<IconFolderPlus size={15} />} onClick={() => setOpen("collection")}>
            Add to collection
          </Button>
          <Button size="xs" variant="default" leftSection={<IconTag size={15} />} onClick={() => setOpen("tags")}>
            Tag
          </Button>
        </>
      ) : (
        <ViewerNote not="collect or tag them" />
      )}
      <Menu position="top">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} loading={save.isPending}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map(({ format, label }) => (
            <Menu.Item key={format} onClick={() => save.mutate({ keys: papers.map((paper) => paper.arxiv_id), format })}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <CloseButton aria-label="Clear the selection" onClick={() => selection.setAll(false)} />
      {save.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {save.error.message}
        </Text>
      )}
      <AddToCollection opened={open === "collection"} papers={papers} onClose={close} />
      <TagPapers opened={open === "tags"} papers={papers} onClose={close} />
    </section>
  );
}
