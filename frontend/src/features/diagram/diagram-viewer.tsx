import { Group } from "@mantine/core";
import { useFullscreenElement, useLocalStorage } from "@mantine/hooks";
import { IconMaximize, IconMinimize, IconMinus, IconPlus, IconSearch, IconZoomReset } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { pictureOf } from "./export/draw-files";
import type { LayoutName } from "./layout/choose-layout";
import type { DiagramModel } from "./model/diagram-model";
import { Camera } from "./view/camera";
import { DiagramCanvas } from "./view/diagram-canvas";
import classes from "./view/diagram-viewer.module.css";
import { ExportMenu } from "./view/export-menu";
import { isLayoutName, LayoutMenu } from "./view/layout-menu";
import { Legend } from "./view/legend";
import { NodeSearch } from "./view/node-search";
import type { Selection } from "./view/selection";
import { ToolButton } from "./view/tool-button";
import { useDiagramKeys } from "./view/use-diagram-keys";
import { useNodeSearch } from "./view/use-node-search";
import type { Drawn } from "./view/use-rendered";

interface Props {
  model: DiagramModel;
  selected?: Selection | null;
  /** Nodes to light while the others step back. */
  lit?: ReadonlySet<string>;
  onSelect?: (selection: Selection | null) => void;
  onHover?: (selection: Selection | null) => void;
  /** Left part of the toolbar. */
  lead?: ReactNode;
  /** Further entries of the export menu. */
  exports?: ReactNode;
  /** Off where several diagrams share a page. */
  keys?: boolean;
}

/** A Mermaid diagram to look around in: zoom, pan, search, select, full screen, export. */
export function DiagramViewer({ model, selected, lit, onSelect, onHover, lead, exports, keys = true }: Props) {
  const [camera] = useState(() => new Camera());
  const { ref, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>();
  const [stored, setLayout] = useLocalStorage<LayoutName>({ key: "arboretum.layout", defaultValue: "auto" });
  const layout = isLayoutName(stored) ? stored : "auto";
  const [own, setOwn] = useState<Selection | null>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const search = useNodeSearch(model.nodes);
  const chosen = selected === undefined ? own : selected;

  const select = (selection: Selection | null): void => {
    setOwn(selection);
    onSelect?.(selection);
  };
  const closeSearch = (): void => search.setOpen(false);
  const full = (): void => void toggle();
  useDiagramKeys(
    {
      plus: () => camera.zoomIn(),
      minus: () => camera.zoomOut(),
      zero: () => camera.fit(),
      escape: () => (search.open ? closeSearch() : select(null)),
      find: () => search.setOpen(true),
      full,
    },
    keys,
  );
  const picture = async () => {
    const stage = camera.stage;
    return stage && drawn ? pictureOf(stage, model.title, drawn.background) : undefined;
  };
  const shownLit = lit ?? search.lit;

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
              if (id !== undefined) camera.reveal(id);
            }}
            onClose={closeSearch}
          />
        )}
        <Group gap={2} wrap="nowrap">
          {!search.open && (
            <ToolButton label="Find in the diagram" onClick={() => search.setOpen(true)}>
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
          {drawn !== undefined && drawn.branches.length > 1 && <LayoutMenu layout={layout} onChange={setLayout} />}
          <ToolButton label={fullscreen ? "Leave full screen" : "Full screen"} keys="f" onClick={full}>
            {fullscreen ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
          </ToolButton>
        </Group>
        <ExportMenu title={model.title} mermaid={model.mermaid} picture={picture}>
          {exports}
        </ExportMenu>
      </div>
      <div className={classes.stage}>
        <DiagramCanvas
          camera={camera}
          model={model}
          layout={layout}
          selected={chosen}
          lit={shownLit}
          onSelect={select}
          onHover={(selection) => onHover?.(selection)}
          onDrawn={setDrawn}
        />
      </div>
      {drawn && <Legend drawn={drawn} />}
    </div>
  );
}
