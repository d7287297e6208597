import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  keys?: string;
  children: ReactNode;
  onClick?: () => void;
  pressed?: boolean;
}

/** One icon of the toolbar, named for screen readers, with its key in the tooltip. */
export function ToolButton({ label, keys, children, onClick, pressed }: Props) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`} withinPortal={false} position="bottom">
      <ActionIcon
        variant={pressed === true ? "light" : "subtle"}
        color={pressed === true ? undefined : "gray"}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
