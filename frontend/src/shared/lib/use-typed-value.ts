import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

/** Milliseconds of rest before what was typed is sent on. */
const PAUSE = 300;

/**
 * A text field whose value lives elsewhere (the address): typing shows at once and is sent after a pause; a change that
 * did not come from this field (Back, a cleared filter) replaces what stands in it.
 */
export function useTypedValue(value: string, send: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }
  const sendLater = useDebouncedCallback((text: string) => {
    setSent(text);
    send(text);
  }, PAUSE);
  const change = (text: string) => {
    setTyped(text);
    sendLater(text);
  };
  return [typed, change];
}
