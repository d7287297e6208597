import { Button, CloseButton, Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import type { Synthesis } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { DifferenceList } from "./difference-list";
import { rowsOf } from "./difference-rows";
import { useApplyEdits, useEditPreview } from "./edit-calls";
import classes from "./edit-panel.module.css";
import { faultOf } from "./fault";
import { goToLine, MermaidEditor } from "./mermaid-editor";

interface Props {
  synthesis: Synthesis;
  onClose: () => void;
  /** The new version is there. */
  onApplied: () => void;
}

/** The diagram as text to edit, with what that changes beside it, before it becomes a version of its own. */
export function EditPanel({ synthesis, onClose, onApplied }: Props) {
  const { mermaid, id, version } = synthesis;
  const [text, setText] = useState(mermaid);
  const [settled] = useDebouncedValue(text, 350);
  const area = useRef<HTMLTextAreaElement>(null);
  const touched = settled !== mermaid;
  const from = version ?? 0;
  const preview = useEditPreview(id ?? "", { mermaid: settled, version: from }, touched);
  const apply = useApplyEdits(id ?? "");
  const fault = touched ? faultOf(apply.error ?? preview.error) : undefined;
  const current = touched && text === settled && !preview.isFetching && fault === undefined ? preview.data : undefined;
  const count = current === undefined ? 0 : rowsOf(current).length;
  const line = fault?.line;
  const store = (): void =>
    apply.mutate(
      { mermaid: text, version: from },
      {
        onSuccess: (made) => {
          notifications.show({ message: `Version ${made.version} is there. “Versions” leads back to the one before.` });
          onApplied();
        },
      },
    );
  return (
    <section className={classes.panel} aria-label="Edit the diagram as text">
      <div className={classes.head}>
        <Text fw={600} size="sm">
          Edit as text
        </Text>
        <CloseButton aria-label="Close the editor" onClick={onClose} />
      </div>
      <MermaidEditor
        text={text}
        onText={(next) => {
          apply.reset();
          setText(next);
        }}
        fault={fault}
        disabled={apply.isPending}
        area={area}
      />
      <div className={classes.side}>
        <div className={classes.found} aria-live="polite">
          {fault !== undefined ? (
            <div role="alert" id="mermaid-fault" className={classes.fault}>
              {fault.message}
              {line !== undefined && (
                <Button size="compact-xs" variant="default" onClick={() => area.current && goToLine(area.current, line)}>
                  Go to line {line}
                </Button>
              )}
            </div>
          ) : !touched ? (
            <Text size="sm" c="dimmed">
              Change a label between the quotes, move a line, add <code>id --&gt; new[&quot;My node&quot;]</code> or take a line out. What
              that changes shows here before anything is stored. What stays keeps its papers and quotes.
            </Text>
          ) : current === undefined ? (
            <Text size="sm" c="dimmed">
              Reading the text…
            </Text>
          ) : (
            <DifferenceList difference={current} />
          )}
        </div>
        <Group gap="xs" className={classes.foot}>
          <Button size="xs" disabled={count === 0} loading={apply.isPending} onClick={store}>
            {count === 0 ? "Apply" : `Apply ${plural(count, "change")}`}
          </Button>
          <Button size="xs" variant="default" disabled={text === mermaid} onClick={() => setText(mermaid)}>
            Start over
          </Button>
        </Group>
      </div>
    </section>
  );
}
