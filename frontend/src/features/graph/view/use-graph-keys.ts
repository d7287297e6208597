import { useEffect, useRef } from "react";
import type { Direction } from "../model/walk";

export interface KeyActions {
  walk: (direction: Direction) => void;
  open: () => void;
  zoom: (factor: number) => void;
  fit: () => void;
  escape: () => void;
  remove: () => void;
  pin: () => void;
  undo: () => void;
  redo: () => void;
  arrange: () => void;
  lasso: () => void;
  path: () => void;
  console: () => void;
}

const WALKS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** Milliseconds in which a letter after `g` leads to another page, and is none of ours. */
const SEQUENCE = 1_000;

/** Where keys belong to the control that has the focus. */
function taken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=menu], [role=dialog], [role=slider], [role=listbox]") !== null;
}

/** The keys of the page. Arrows and Enter act only while the canvas has the focus: elsewhere they scroll and press. */
export function useGraphKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const lastG = useRef(-SEQUENCE);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = latest.current;
      if (event.defaultPrevented || taken(event.target) || event.altKey) return;
      const going = event.timeStamp - lastG.current < SEQUENCE;
      lastG.current = event.key === "g" ? event.timeStamp : -SEQUENCE;
      if (going) return;
      if (event.ctrlKey || event.metaKey) {
        if (event.key.toLowerCase() !== "z") return;
        event.preventDefault();
        if (event.shiftKey) act.redo();
        else act.undo();
        return;
      }
      const onCanvas = event.target instanceof HTMLElement && event.target.closest("[data-graph-canvas]") !== null;
      const direction = WALKS[event.key];
      const keys: Record<string, (() => void) | undefined> = {
        "+": () => act.zoom(1.4),
        "=": () => act.zoom(1.4),
        "-": () => act.zoom(1 / 1.4),
        "0": act.fit,
        Escape: act.escape,
        Delete: act.remove,
        Backspace: onCanvas ? act.remove : undefined,
        Enter: onCanvas ? act.open : undefined,
        p: act.pin,
        a: act.arrange,
        l: act.lasso,
        s: act.path,
        q: act.console,
      };
      const does = direction !== undefined && onCanvas ? () => act.walk(direction) : keys[event.key];
      if (does === undefined) return;
      event.preventDefault();
      does();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
