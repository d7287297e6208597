import { Button } from "@mantine/core";
import { IconArrowsJoin } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Concept } from "@/shared/api/types";
import { LedgerJoinForm } from "./ledger-join-form";
import classes from "./ledger.module.css";

/** A way to make another concept part of this one, behind a button. */
export function LedgerJoin({ concept }: { concept: Concept }) {
  const mayWrite = useMayWrite();
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const form = useId();
  const close = (sentence: string): void => {
    setOpen(false);
    setTold(sentence);
    button.current?.focus();
  };
  if (!mayWrite) return null;
  return (
    <div className={classes.join}>
      <Button
        ref={button}
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowsJoin size={14} aria-hidden />}
        aria-expanded={open}
        aria-controls={form}
        onClick={() => {
          setTold("");
          setOpen(!open);
        }}
      >
        Join with another
      </Button>
      <div id={form} hidden={!open}>
        {open && <LedgerJoinForm concept={concept} onDone={close} />}
      </div>
      <p role="status" className={classes.told}>
        {told}
      </p>
    </div>
  );
}
