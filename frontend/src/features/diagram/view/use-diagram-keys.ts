import { useEffect, useRef } from "react";

type Actions = Record<"plus" | "minus" | "zero" | "escape" | "find" | "full" | "fold" | "only", () => void>;

const KEYS: Record<string, keyof Actions> = {
  "+": "plus",
  "=": "plus",
  "-": "minus",
  "0": "zero",
  f: "full",
  c: "fold",
  o: "only",
  Escape: "escape",
};

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function somethingIsOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}

/** The keys of the diagram, anywhere on its page as long as nobody types and no dialog or menu is open. */
export function useDiagramKeys(actions: Actions, enabled: boolean): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = KEYS[event.key];
      if (action === undefined || isTyping(event.target) || somethingIsOpen()) return;
      if (event.key !== "Escape") event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [enabled]);
}
