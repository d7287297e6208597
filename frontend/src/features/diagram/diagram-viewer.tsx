import { useFullscreenElement, useLocalStorage } from "@mantine/hooks";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { pictureOf } from "./export/draw-files";
import type { LayoutName } from "./layout/choose-layout";
import { LevelBar } from "./levels/level-bar";
import { useLevels } from "./levels/use-levels";
import type { DiagramModel } from "./model/diagram-model";
import { Camera } from "./view/camera";
import { DiagramCanvas } from "./view/diagram-canvas";
import classes from "./view/diagram-viewer.module.css";
import { ExportMenu, type MoreExports } from "./view/export-menu";
import { FoldButtons, FoldNote } from "./view/fold-buttons";
import { isLayoutName, LayoutMenu } from "./view/layout-menu";
import { Legend } from "./view/legend";
import { NodeSearch } from "./view/node-search";
import type { Selection } from "./view/selection";
import { useDiagramKeys } from "./view/use-diagram-keys";
import { useFolds } from "./view/use-folds";
import { useNodeSearch } from "./view/use-node-search";
import type { Drawn } from "./view/use-rendered";
import { ViewTools } from "./view/view-tools";

interface Props {
  model: DiagramModel;
  selected?: Selection | null;
  /** The level on show of a diagram in levels; a page that keeps it in its address gives it here. */
  level?: string;
  /** Nodes to light while the others step back. */
  lit?: ReadonlySet<string>;
  /** `level` is the one to show from now on; undefined where the diagram is drawn whole. */
  onSelect?: (selection: Selection | null, level: string | undefined) => void;
  onLevel?: (level: string) => void;
  /** What is put away, as text; a page that keeps it in its address gives it here. */
  folds?: string;
  onFolds?: (folds: string) => void;
  onHover?: (selection: Selection | null) => void;
  /** Left part of the toolbar. */
  lead?: ReactNode;
  /** Right part of the toolbar, before the export. */
  tools?: ReactNode;
  /** Further entries of the export menu. */
  exports?: MoreExports;
  /** Off where several diagrams share a page. */
  keys?: boolean;
}

/** A Mermaid diagram to look around in: zoom, pan, search, select, levels, full screen, export. */
export function DiagramViewer(props: Props) {
  const { model, selected, level, lit, onSelect, onLevel, onHover, lead, exports, keys = true } = props;
  const [camera] = useState(() => new Camera());
  const { ref, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>();
  const [stored, setLayout] = useLocalStorage<LayoutName>({ key: "arboretum.layout", defaultValue: "auto" });
  const layout = isLayoutName(stored) ? stored : "auto";
  const [own, setOwn] = useState<Selection | null>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const sought = useRef<string>(undefined);
  const search = useNodeSearch(model.nodes);
  const chosen = selected === undefined ? own : selected;
  const levels = useLevels(model, level, chosen);
  const folds = useFolds(levels.shown, props.folds, props.onFolds);
  const node = chosen !== null && "node" in chosen ? chosen.node : undefined;

  const open = (id: string): void => {
    levels.show(id);
    onLevel?.(id);
  };
  const select = (selection: Selection | null): void => {
    const next = levels.behind(selection);
    setOwn(selection);
    levels.show(next ?? "");
    onSelect?.(selection, next);
  };
  const back = (): void => {
    const above = levels.path[levels.path.length - 2];
    if (search.open) search.setOpen(false);
    else if (chosen !== null) select(null);
    else if (above) open(above.id);
  };
  const find = (id: string): void => {
    const home = levels.home(id);
    folds.uncover([id]);
    if (home === undefined || levels.shown.nodes.some((node) => node.id === id)) return camera.reveal(id);
    sought.current = id;
    open(home);
  };
  /** The node that keys are about: the focused one before the selected one. */
  const aimed = (): string | undefined => {
    const focused = document.activeElement;
    return focused instanceof SVGElement ? (focused.dataset.node ?? node) : node;
  };
  const atAimed = (act: (id: string) => void) => () => {
    const id = aimed();
    if (id !== undefined && folds.able) act(id);
  };
  const onDrawn = useCallback(
    (now: Drawn): void => {
      setDrawn(now);
      if (sought.current !== undefined) camera.reveal(sought.current);
      sought.current = undefined;
    },
    [camera],
  );
  // What is selected beside the drawing, or by the address, must be in sight.
  useEffect(() => {
    if (chosen !== null && "node" in chosen) camera.reveal(chosen.node);
  }, [camera, chosen, drawn]);
  const uncover = useRef(folds.uncover);
  useEffect(() => {
    uncover.current = folds.uncover;
  });
  useEffect(() => {
    if (chosen !== null) uncover.current("node" in chosen ? [chosen.node] : [chosen.edge.source, chosen.edge.target]);
  }, [chosen]);
  const full = (): void => void toggle();
  const openSearch = (): void => search.setOpen(true);
  useDiagramKeys(
    {
      plus: () => camera.zoomIn(),
      minus: () => camera.zoomOut(),
      zero: () => camera.fit(),
      escape: back,
      find: openSearch,
      full,
      fold: atAimed(folds.toggle),
      only: atAimed(folds.onlyThis),
    },
    keys,
  );
  const picture = async () => {
    const stage = camera.stage;
    return stage && drawn ? pictureOf(stage, model.title, drawn.request.theme.background) : undefined;
  };

  return (
    <div ref={ref} className={classes.viewer} data-testid="diagram-viewer">
      <div className={classes.bar} role="toolbar" aria-label="Diagram tools">
        <div className={classes.lead}>{lead}</div>
        {search.open && (
          <NodeSearch
            query={search.query}
            onQuery={search.ask}
            hits={search.hits}
            at={search.at}
            onNext={() => {
              const id = search.next();
              if (id !== undefined) find(id);
            }}
            onClose={() => search.setOpen(false)}
          />
        )}
        <FoldButtons folds={folds} node={node} />
        <ViewTools camera={camera} fullscreen={fullscreen} onFull={full} onFind={search.open ? undefined : openSearch}>
          {drawn !== undefined && drawn.branches.length > 1 && <LayoutMenu layout={layout} onChange={setLayout} />}
        </ViewTools>
        {props.tools}
        <ExportMenu model={model} shown={folds.shown} picture={picture} request={drawn?.request}>
          {exports}
        </ExportMenu>
      </div>
      <LevelBar model={model} path={levels.path} onOpen={open} />
      <FoldNote folds={folds} />
      <div className={classes.stage}>
        <DiagramCanvas
          camera={camera}
          model={folds.shown}
          layout={layout}
          selected={chosen}
          lit={levels.lift(lit ?? search.lit)}
          onSelect={select}
          onOpen={(id) => folds.able && levels.behind({ node: id }) === levels.path.at(-1)?.id && folds.toggle(id)}
          onHover={(selection) => onHover?.(selection)}
          onDrawn={onDrawn}
        />
      </div>
      <Legend model={drawn?.model ?? folds.shown} branches={drawn?.branches} />
    </div>
  );
}
