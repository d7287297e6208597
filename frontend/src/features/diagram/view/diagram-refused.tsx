import { Alert, Button, Code, CopyButton, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";

interface Props {
  reason: string;
  text: string;
  onRetry: () => void;
}

/** Mermaid's own words, without the names of its parser's tokens. */
function readable(reason: string): string {
  return reason
    .split("\n")
    .filter((line) => !line.startsWith("Expecting "))
    .slice(0, 4)
    .join("\n");
}

/** Shown when Mermaid does not draw the text: its reason, and the text itself, so that nothing is lost. */
export function DiagramRefused({ reason, text, onRetry }: Props) {
  return (
    <ScrollArea h="100%" data-own-pointer>
      <Stack p="md" gap="sm" style={{ cursor: "auto" }}>
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Mermaid could not draw this diagram" role="alert">
          <Text size="sm">Nothing is lost: the text stands below, and any Mermaid editor takes a copy of it.</Text>
          <Text size="xs" ff="monospace" mt={6} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {readable(reason)}
          </Text>
        </Alert>
        <Group gap="xs">
          <Button size="xs" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
            Try again
          </Button>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" onClick={copy}>
                {copied ? "Copied" : "Copy the text"}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Code block style={{ maxWidth: "100%", overflowX: "auto" }}>
          {text}
        </Code>
      </Stack>
    </ScrollArea>
  );
}
