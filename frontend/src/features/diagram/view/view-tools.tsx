import { Group } from "@mantine/core";
import { IconMaximize, IconMinimize, IconMinus, IconPlus, IconSearch, IconZoomReset } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Camera } from "./camera";
import { ToolButton } from "./tool-button";

interface Props {
  camera: Camera;
  fullscreen: boolean;
  onFull: () => void;
  /** Absent while the search is open. */
  onFind: (() => void) | undefined;
  /** Between the zoom and the full screen. */
  children: ReactNode;
}

/** The buttons that move the view. */
export function ViewTools({ camera, fullscreen, onFull, onFind, children }: Props) {
  return (
    <Group gap={2} wrap="nowrap">
      {onFind && (
        <ToolButton label="Find in the diagram" onClick={onFind}>
          <IconSearch size={18} />
        </ToolButton>
      )}
      <ToolButton label="Zoom out" keys="-" onClick={() => camera.zoomOut()}>
        <IconMinus size={18} />
      </ToolButton>
      <ToolButton label="Fit" keys="0" onClick={() => camera.fit()}>
        <IconZoomReset size={18} />
      </ToolButton>
      <ToolButton label="Zoom in" keys="+" onClick={() => camera.zoomIn()}>
        <IconPlus size={18} />
      </ToolButton>
      {children}
      <ToolButton label={fullscreen ? "Leave full screen" : "Full screen"} keys="f" onClick={onFull}>
        {fullscreen ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
      </ToolButton>
    </Group>
  );
}
