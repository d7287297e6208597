import { Button, FileInput, Text } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { bytesWords } from "@/shared/lib/run-words";
import { saveFile } from "@/shared/lib/save-file";
import { useSendFile } from "../run-calls";
import { DrawingPad } from "./drawing-pad";
import { fileProblem } from "./field-values";
import classes from "./form.module.css";
import type { UploadField } from "./schema-fields";

interface Props {
  field: UploadField;
  id: string;
  describedBy: string;
  /** The id of the upload, "" for none. */
  value: string;
  onChange: (upload: string) => void;
}

/** A file for a parameter: checked, sent at once, and kept by the id the server gives it. */
export function UploadInput({ field, id, describedBy, value, onChange }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string>();
  const sent = useSendFile();
  const { template } = field;
  const take = (next: File | null): void => {
    const wrong = next === null ? undefined : fileProblem(field, next);
    setFile(next);
    setProblem(wrong);
    sent.reset();
    onChange("");
    if (next !== null && wrong === undefined) sent.mutate(next, { onSuccess: ({ upload }) => onChange(upload) });
  };
  const wrong = problem ?? sent.error?.message;
  const said = sent.isPending
    ? "Sending it…"
    : sent.data !== undefined
      ? `Sent: ${bytesWords(sent.data.bytes)}, SHA-256 ${sent.data.sha256.slice(0, 12)}…`
      : value !== "" && file === null
        ? "The file of the run this was filled in from."
        : `${field.accept.join(", ")}${Number.isFinite(field.bytes) ? `, up to ${bytesWords(field.bytes)}` : ""}`;
  return (
    <div className={classes.upload}>
      <FileInput
        id={id}
        value={file}
        onChange={take}
        accept={field.accept.join(",")}
        placeholder="Choose a file"
        leftSection={<IconUpload size={16} aria-hidden />}
        clearable
        clearButtonProps={{ "aria-label": "Take the file out" }}
        error={wrong}
        aria-describedby={describedBy}
        disabled={sent.isPending}
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {said}
      </Text>
      {field.drawn && <DrawingPad label={field.label} onDrawn={take} />}
      {template !== undefined && (
        <Button size="compact-sm" variant="subtle" leftSection={<IconDownload size={14} />} onClick={() => saveFile(template.text, template.name)}>
          Download the template {template.name}
        </Button>
      )}
    </div>
  );
}
