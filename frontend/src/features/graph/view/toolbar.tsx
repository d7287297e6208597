import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLasso,
  IconMinus,
  IconPlus,
  IconRoute,
  IconSparkles,
  IconTerminal2,
  IconZoomReset,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Looks } from "../look/use-look";
import classes from "./graph-view.module.css";

export type Tool = "hand" | "lasso" | "path";

interface Props {
  looks: Looks;
  tool: Tool;
  onTool: (tool: Tool) => void;
  onZoom: (factor: number) => void;
  onFit: () => void;
  onArrange: () => void;
  console: boolean;
  onConsole: () => void;
  /** Menus at the end. */
  children: ReactNode;
}

interface ButtonProps {
  label: string;
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tap({ label, keys, pressed, disabled, onClick, children }: ButtonProps) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon
        variant={pressed === true ? "light" : "subtle"}
        color={pressed === true ? undefined : "gray"}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The buttons over the canvas. */
export function Toolbar({ looks, tool, onTool, onZoom, onFit, onArrange, console: opened, onConsole, children }: Props) {
  const pick = (one: Tool): void => onTool(tool === one ? "hand" : one);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Graph">
      <Tap label="Undo" keys="Ctrl+Z" disabled={!looks.canUndo} onClick={looks.undo}>
        <IconArrowBackUp size={18} />
      </Tap>
      <Tap label="Redo" keys="Ctrl+Shift+Z" disabled={!looks.canRedo} onClick={looks.redo}>
        <IconArrowForwardUp size={18} />
      </Tap>
      <span className={classes.gap} />
      <Tap label="Zoom out" keys="-" onClick={() => onZoom(1 / 1.4)}>
        <IconMinus size={18} />
      </Tap>
      <Tap label="Fit" keys="0" onClick={onFit}>
        <IconZoomReset size={18} />
      </Tap>
      <Tap label="Zoom in" keys="+" onClick={() => onZoom(1.4)}>
        <IconPlus size={18} />
      </Tap>
      <Tap label="Arrange anew" keys="a" onClick={onArrange}>
        <IconSparkles size={18} />
      </Tap>
      <span className={classes.gap} />
      <Tap label="Lasso" keys="l" pressed={tool === "lasso"} onClick={() => pick("lasso")}>
        <IconLasso size={18} />
      </Tap>
      <Tap label="Path between two nodes" keys="s" pressed={tool === "path"} onClick={() => pick("path")}>
        <IconRoute size={18} />
      </Tap>
      <Tap label="Query console" keys="q" pressed={opened} onClick={onConsole}>
        <IconTerminal2 size={18} />
      </Tap>
      <span className={classes.gap} />
      {children}
    </div>
  );
}
