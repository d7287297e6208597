import type { KeyboardEvent, PointerEvent } from "react";
import classes from "./panes.module.css";

interface Props {
  label: string;
  width: number;
  least: number;
  most: number;
  /** The pane it sizes lies to its left (1) or right (-1). */
  side: 1 | -1;
  onWidth: (width: number) => void;
}

/** The line between two panes: drag it, or focus it and use the arrow keys; Enter folds the pane away. */
export function Divider({ label, width, least, most, side, onWidth }: Props) {
  const resize = (next: number): void => onWidth(next < least / 2 ? 0 : Math.min(Math.max(next, least), most));
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    const { currentTarget: line, clientX: from, pointerId } = event;
    line.setPointerCapture(pointerId);
    const move = (moved: globalThis.PointerEvent): void => resize(width + side * (moved.clientX - from));
    const stop = (): void => {
      line.removeEventListener("pointermove", move);
      line.removeEventListener("pointerup", stop);
      line.removeEventListener("pointercancel", stop);
    };
    line.addEventListener("pointermove", move);
    line.addEventListener("pointerup", stop);
    line.addEventListener("pointercancel", stop);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 24 : event.key === "ArrowLeft" ? -24 : 0;
    if (event.key === "Enter") onWidth(width === 0 ? least : 0);
    else if (by !== 0) resize(width === 0 && by * side > 0 ? least : width + side * by);
    else return;
    event.preventDefault();
  };
  return (
    // A separator with a value is a control of its own (WAI-ARIA window splitter).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(width)}
      aria-valuemin={0}
      aria-valuemax={most}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classes.divider}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onWidth(width === 0 ? least : 0)}
    />
  );
}
