import type { RefObject } from "react";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import type { Drawing } from "../draw/drawn";
import type { Palette } from "../draw/palette";
import { ExportMenu } from "../export/export-menu";
import type { Layout } from "../layout/use-layout";
import type { Looks } from "../look/use-look";
import type { Scene } from "../model/scene";
import type { GraphModel } from "../model/use-model";
import { ViewsMenu } from "../panels/views-menu";
import classes from "./graph-view.module.css";
import { Lasso } from "./lasso";
import { Minimap } from "./minimap";
import type { Stage } from "./stage";
import { StatusLine } from "./status-line";
import { Toolbar } from "./toolbar";
import type { PathTool } from "./use-path-tool";

interface Props {
  container: RefObject<HTMLDivElement | null>;
  stage: RefObject<Stage | null>;
  looks: Looks;
  /** False where this browser draws no WebGL. */
  drawn: boolean;
  palette: Palette;
  drawing: Drawing;
  layout: Layout;
  path: PathTool;
  scene: Scene;
  model: GraphModel;
  title: string;
  /** Something else is on show in its place. */
  covered: boolean;
  console: boolean;
  onConsole: () => void;
  onCatch: (ids: readonly string[]) => void;
  state: () => unknown;
}

/** The canvas with what lies over it. */
export function StageArea({ container, stage, looks, drawn, palette, drawing, layout, path, scene, model, title, covered, console: opened, onConsole, onCatch, state }: Props) {
  const { look, change } = looks;
  const words = `Graph of ${plural(drawing.nodes.length, "node")} and ${plural(drawing.edges.length, "line")}. The list holds the same. Arrow keys go from node to node, Enter expands.`;
  return (
    <>
      {/* Keys walk through the graph here, as in a drawing program. */}
      <div ref={container} className={classes.canvas} role="application" aria-label={words} data-graph-canvas data-testid="graph-canvas" data-placed={layout.placed || undefined} data-hidden={covered || !layout.placed || undefined} tabIndex={covered ? -1 : 0} />
      {!covered && !drawn && (
        <EmptyState title="This browser draws no WebGL">The list on the left holds every node, and the panel its relations.</EmptyState>
      )}
      {!covered && drawn && !layout.placed && drawing.nodes.length > 0 && <ListSkeleton label="Laying out the graph" />}
      {!covered && (
        <>
          <Toolbar
            looks={looks}
            tool={path.tool}
            onTool={path.setTool}
            onZoom={(factor) => stage.current?.zoom(factor)}
            onFit={() => stage.current?.fit()}
            onArrange={layout.arrange}
            console={opened}
            onConsole={onConsole}
          >
            <ViewsMenu suggestion={title} state={state} />
            <ExportMenu stage={stage} palette={palette} filtered={model.filtered} start={look.start} title={title} />
          </Toolbar>
          {path.tool === "lasso" && (
            <Lasso
              stage={stage}
              onCatch={(ids) => {
                onCatch(ids);
                path.setTool("hand");
              }}
            />
          )}
          {drawn && layout.placed && drawing.nodes.length > 20 && <Minimap stage={stage} palette={palette} drawing={drawing} />}
          <StatusLine
            scene={scene}
            model={model}
            open={look.open}
            onFold={() => change((now) => ({ ...now, open: [] }))}
            onUnfold={() => change((now) => ({ ...now, open: "all" }))}
          />
        </>
      )}
    </>
  );
}
