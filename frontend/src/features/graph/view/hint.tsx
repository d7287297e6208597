import type { GraphData } from "../api/use-graph-data";
import type { Scene } from "../model/scene";
import classes from "./graph-view.module.css";
import type { PathTool } from "./use-path-tool";

interface Props {
  path: PathTool;
  scene: Scene;
  data: GraphData;
  arranging: boolean;
}

/** One line on what is asked of the hand, or what is under way. */
export function Hint({ path, scene, data, arranging }: Props) {
  const failed = data.failed[0];
  const busy = data.busy[0];
  let words: string | null = null;
  if (path.tool === "path") {
    words = path.end === null ? "Pick the first end of the path" : `From “${scene.nodes.get(path.end)?.label ?? path.end}”: pick the other end`;
  } else if (path.tool === "lasso") words = "Draw round some nodes";
  else if (failed) words = `The neighbours of “${scene.nodes.get(failed.id)?.label ?? failed.id}” could not be loaded: ${failed.error.message}`;
  else if (busy !== undefined) words = `Loading the neighbours of “${scene.nodes.get(busy)?.label ?? busy}”`;
  else if (arranging) words = "Arranging; touch the canvas to stop";
  return words === null ? null : (
    <p className={classes.hint} role="status" style={{ margin: 0 }}>
      {words}
    </p>
  );
}
