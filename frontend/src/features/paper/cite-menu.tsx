import { Button, Code, CopyButton, Group, Popover, ScrollArea, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload, IconQuote } from "@tabler/icons-react";
import { useState } from "react";
import { type CitationFormat, exportPath, useCitation } from "./get-citation";

const FORMATS: { value: CitationFormat; label: string }[] = [
  { value: "bibtex", label: "BibTeX" },
  { value: "ris", label: "RIS" },
  { value: "csl", label: "CSL-JSON" },
];

interface Props {
  paperKey: string;
}

/** The paper's reference in three formats, to copy or to save. */
export function CiteMenu({ paperKey }: Props) {
  const [opened, setOpened] = useState(false);
  const [format, setFormat] = useState<CitationFormat>("bibtex");
  const citation = useCitation(paperKey, format, opened);
  return (
    <Popover opened={opened} onChange={setOpened} width={380} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconQuote size={15} />} onClick={() => setOpened(!opened)}>
          Cite
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Citation format"
            data={FORMATS}
            value={format}
            onChange={(value) => setFormat(value)}
          />
          {citation.isError ? (
            <Text size="sm" c="var(--danger-text)" role="alert">
              {citation.error.message}
            </Text>
          ) : (
            <ScrollArea.Autosize mah={220} type="auto" viewportProps={{ tabIndex: 0, "aria-label": "Citation" }}>
              <Code block fz={12}>
                {citation.data ?? "Loading…"}
              </Code>
            </ScrollArea.Autosize>
          )}
          <Group gap="xs">
            <CopyButton value={citation.data ?? ""}>
              {({ copied, copy }) => (
                <Button
                  size="xs"
                  variant="default"
                  disabled={citation.data === undefined}
                  leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
                  onClick={copy}
                >
                  {copied ? "Copied" : "Copy"}
                </Button>
              )}
            </CopyButton>
            <Button
              component="a"
              href={exportPath(paperKey, format)}
              download
              size="xs"
              variant="default"
              leftSection={<IconDownload size={15} />}
            >
              Download
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
