import { Button, Group } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import classes from "./form.module.css";

interface Props {
  label: string;
  /** A PNG of what was drawn, null when it was wiped. */
  onDrawn: (file: File | null) => void;
}

const SIDE = 224;
const NIB = 18;

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const pen = canvas.getContext("2d");
  return pen === null ? null : Object.assign(pen, { lineWidth: NIB, lineCap: "round", lineJoin: "round", strokeStyle: "#111", fillStyle: "#fff" });
}

function wipe(canvas: HTMLCanvasElement): void {
  penOf(canvas)?.fillRect(0, 0, SIDE, SIDE);
}

/** A pad for mouse, pen or finger; every stroke sends the picture as it stands. Who cannot draw gives a file. */
export function DrawingPad({ label, onDrawn }: Props) {
  const [open, setOpen] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const down = useRef(false);
  useEffect(() => {
    if (open && canvas.current !== null) wipe(canvas.current);
  }, [open]);
  const draw = (event: PointerEvent<HTMLCanvasElement>): void => {
    const pen = penOf(event.currentTarget);
    const { offsetX, offsetY } = event.nativeEvent;
    if (pen === null) return;
    if (!down.current) {
      down.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(offsetX, offsetY);
    }
    pen.lineTo(offsetX, offsetY);
    pen.stroke();
  };
  const lift = (): void => {
    if (!down.current) return;
    down.current = false;
    canvas.current?.toBlob((blob) => {
      if (blob !== null) onDrawn(new File([blob], "drawing.png", { type: "image/png" }));
    });
  };
  if (!open) {
    return (
      <Button size="compact-sm" variant="subtle" leftSection={<IconPencil size={14} />} onClick={() => setOpen(true)}>
        Draw it here
      </Button>
    );
  }
  return (
    <div className={classes.pad}>
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={`Pad for ${label}`}
        onPointerDown={draw}
        onPointerMove={(event) => {
          if (down.current) draw(event);
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <Group gap={4}>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            if (canvas.current !== null) wipe(canvas.current);
            onDrawn(null);
          }}
        >
          Wipe
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(false)}>
          Close the pad
        </Button>
      </Group>
    </div>
  );
}
