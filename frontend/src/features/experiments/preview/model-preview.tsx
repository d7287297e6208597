import { Button, Skeleton, Text } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { loadModelViewer } from "./load-model-viewer";
import classes from "./preview.module.css";

/** What of the element is used here. */
type Viewer = HTMLElement & { availableAnimations: string[]; play: () => void; pause: () => void; paused: boolean };

/** A 3D model to turn and zoom; what moves in it plays when asked to. */
export function ModelPreview({ path, name }: { path: string; name: string }) {
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const [moves, setMoves] = useState(false);
  const [playing, setPlaying] = useState(false);
  const viewer = useRef<HTMLElement>(null);
  const calm = useReducedMotion();
  useEffect(() => {
    loadModelViewer().then(
      () => setState("ready"),
      () => setState("failed"),
    );
  }, []);
  useEffect(() => {
    const element = viewer.current as Viewer | null;
    if (state !== "ready" || element === null) return undefined;
    const loaded = (): void => {
      const some = element.availableAnimations.length > 0;
      setMoves(some);
      if (some && !calm) element.play();
      setPlaying(some && !calm);
    };
    const failed = (): void => setState("failed");
    element.addEventListener("load", loaded);
    element.addEventListener("error", failed);
    return () => {
      element.removeEventListener("load", loaded);
      element.removeEventListener("error", failed);
    };
  }, [state, calm]);
  const toggle = (): void => {
    const element = viewer.current as Viewer | null;
    if (element === null) return;
    if (playing) element.pause();
    else element.play();
    setPlaying(!playing);
  };
  if (state === "failed") {
    return (
      <Text size="sm" c="var(--danger-text)" role="alert">
        This model cannot be shown here; the browser may lack WebGL. Download it to see it elsewhere.
      </Text>
    );
  }
  if (state === "loading") return <Skeleton height={420} />;
  return (
    <div>
      <div className={classes.model} data-testid="model">
        <model-viewer ref={viewer} src={path} alt={`The 3D model ${name} of this run`} camera-controls touch-action="pan-y" shadow-intensity="0.6" exposure="0.8" interaction-prompt="none">
          {/* In place of the element's own bar, which stays when a model is there at once. */}
          <div slot="progress-bar" />
        </model-viewer>
      </div>
      <div className={classes.hint}>
        Drag to turn, wheel or two fingers to zoom, arrow keys when it has the focus.
        {moves && (
          <Button size="compact-xs" variant="default" ml="xs" onClick={toggle}>
            {playing ? "Pause" : "Play"}
          </Button>
        )}
      </div>
    </div>
  );
}
