import { type RefObject, useEffect } from "react";
import type { Fault } from "./fault";
import classes from "./mermaid-editor.module.css";

interface Props {
  text: string;
  onText: (text: string) => void;
  fault: Fault | undefined;
  disabled: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
}

/** Puts the cursor on a line, and the line into sight. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.closest("[data-editor]")?.scrollTo({ top: Math.max(0, (line - 4) * height), left: 0 });
}

/** Mermaid text with numbered lines; a line at fault is marked where it stands. */
export function MermaidEditor({ text, onText, fault, disabled, area }: Props) {
  const count = text.split("\n").length;
  const line = fault?.line === undefined ? undefined : Math.min(fault.line, count);
  useEffect(() => area.current?.focus({ preventScroll: true }), [area]);
  return (
    <div className={classes.editor} data-editor>
      <div className={classes.numbers} aria-hidden>
        {Array.from({ length: count }, (_, at) => (
          <div key={at} className={at + 1 === line ? classes.bad : undefined}>
            {at + 1}
          </div>
        ))}
      </div>
      <div className={classes.sheet}>
        {line !== undefined && <div className={classes.mark} data-testid="fault-line" style={{ top: `calc(8px + ${line - 1} * 1.6em)` }} />}
        <textarea
          ref={area}
          className={classes.text}
          aria-label="Mermaid text of the diagram"
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : "mermaid-fault"}
          wrap="off"
          rows={count}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          disabled={disabled}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
