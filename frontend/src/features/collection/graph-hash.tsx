import { ActionIcon, CopyButton, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";

interface Props {
  synthesis: Synthesis;
}

/** The name of the graph by its content; equal papers and settings give the same on any machine. */
export function GraphHash({ synthesis }: Props) {
  const { hash } = synthesis;
  if (hash === null) return null;
  return (
    <div className={classes.hash}>
      <Text size="xs" c="dimmed" title={hash}>
        Graph hash <code data-testid="graph-hash">{hash.slice(0, 16)}</code>
        <br />
        Same input, same graph.
      </Text>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={copied ? "Copied" : "Copy the whole hash"} onClick={copy}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
