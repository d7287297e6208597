import { Button, FileButton, Group, Modal, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import type { ImportSource } from "@/shared/api/types";
import { formatNumber } from "@/shared/lib/format";
import { CollectionPicker } from "@/shared/ui/collection-picker";
import { useStartImport } from "./api/start-import";
import { guessSource } from "./guess-source";
import classes from "./import-modal.module.css";

type Props = { opened: boolean; onClose: () => void; onJob: (job: string) => void };
type FileSource = Exclude<ImportSource, "arxiv">;

const SOURCES = [
  { value: "bibtex", label: "BibTeX" },
  { value: "ris", label: "RIS" },
  { value: "report", label: "Report" },
] as const;

function ImportForm({ onJob }: { onJob: (job: string) => void }) {
  const [text, setText] = useState("");
  const [source, setSource] = useState<FileSource>("bibtex");
  const [name, setName] = useState("");
  const [fileError, setFileError] = useState("");
  const [over, setOver] = useState(false);
  const start = useStartImport();
  const take = (value: string) => {
    setText(value);
    setSource(guessSource(value) ?? source);
  };
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    try {
      take(await file.text());
      setFileError("");
    } catch (error) {
      setFileError(`${file.name} could not be read. ${error instanceof Error ? error.message : ""}`);
    }
  };
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => {
      setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void read(event.dataTransfer.files[0]);
    },
  };
  const problem = fileError || start.error?.message;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const collection = name.trim() === "" ? undefined : name.trim();
        start.mutate({ source, text, collection }, { onSuccess: ({ job }) => onJob(job) });
      }}
    >
      <Stack gap="md">
        <div className={classes.drop} data-over={over || undefined} {...drop}>
          <Textarea
            label="Paste the text, or drop a file here"
            placeholder={'@article{panda2019,\n  title = {…},\n  author = {…}\n}'}
            autosize
            minRows={8}
            maxRows={16}
            value={text}
            data-autofocus
            onChange={(event) => {
              take(event.currentTarget.value);
            }}
            classNames={{ input: classes.text }}
          />
        </div>
        <Group justify="space-between">
          <FileButton onChange={(file) => void read(file)} accept=".bib,.bibtex,.ris,.md,.txt,text/plain">
            {(props) => (
              <Button variant="default" size="xs" leftSection={<IconUpload size={15} />} {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {text === "" ? "BibTeX and RIS from Zotero work too" : `${formatNumber(text.length)} characters`}
          </Text>
        </Group>
        <SegmentedControl
          aria-label="Format of the text"
          data={[...SOURCES]}
          value={source}
          onChange={setSource}
        />
        <CollectionPicker label="Into collection (optional)" value={name} onChange={setName} placeholder="Old or new" />
        {problem && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {problem}
          </Text>
        )}
        <Button type="submit" loading={start.isPending} disabled={text.trim() === ""}>
          Import
        </Button>
      </Stack>
    </form>
  );
}

/** Imports papers out of a BibTeX or RIS file, or of a report in the format of the notes. */
export function ImportModal({ opened, onClose, onJob }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Import a file or text"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ImportForm onJob={onJob} />
    </Modal>
  );
}
