import { Alert, Code, CopyButton, Button, ScrollArea, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

interface Props {
  reason: string;
  text: string;
}

/** Shown when Mermaid does not take the text: its reason, and the text itself, so that nothing is lost. */
export function DiagramRefused({ reason, text }: Props) {
  return (
    <ScrollArea h="100%" onPointerDown={(event) => event.stopPropagation()}>
      <Stack p="md" gap="sm" style={{ cursor: "auto" }}>
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Mermaid could not draw this text" role="alert">
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {reason.split("\n").slice(0, 4).join("\n")}
          </Text>
        </Alert>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy} style={{ alignSelf: "flex-start" }}>
              {copied ? "Copied" : "Copy the text"}
            </Button>
          )}
        </CopyButton>
        <Code block style={{ maxWidth: "100%", overflowX: "auto" }}>
          {text}
        </Code>
      </Stack>
    </ScrollArea>
  );
}
