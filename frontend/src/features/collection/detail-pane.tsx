import { CloseButton, Tabs } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";
import { DETAIL_TAB_NAMES, DETAIL_TABS, type DetailTab, detailTabOf } from "./detail-tabs";
import { EdgeDetail } from "./edge-detail";
import { LogPane } from "./log-pane";
import { MergeOverview } from "./merge-overview";
import { MissingPane } from "./missing-pane";
import { NodeDetail } from "./node-detail";
import { SynopsisPane } from "./synopsis-pane";
import { VersionsPane } from "./versions-pane";

interface Props {
  synthesis: Synthesis;
  selected: Selection | null;
  tab: DetailTab;
  onTab: (tab: DetailTab) => void;
  onSelect: (selection: Selection | null) => void;
  onHoverPaper: (key: string | null) => void;
  onVersion: (version: string) => void;
}

/** What is selected in the map, explained, and what else there is to say of the merge: in tabs. */
export function DetailPane({ synthesis, selected, tab, onTab, onSelect, onHoverPaper, onVersion }: Props) {
  const titles = useMemo(() => {
    const refs = [...synthesis.papers, ...synthesis.nodes.flatMap((node) => node.papers)];
    return new Map(refs.map((paper) => [paper.arxiv_id, paper.title]));
  }, [synthesis]);
  const node = selected !== null && "node" in selected ? synthesis.nodes.find(({ id }) => id === selected.node) : undefined;
  const edge =
    selected !== null && "edge" in selected
      ? synthesis.edges.find(({ source, target }) => source === selected.edge.source && target === selected.edge.target)
      : undefined;
  const panels: Record<DetailTab, () => ReactNode> = {
    detail: () => (
      <>
        {(node ?? edge) !== undefined && (
          <CloseButton aria-label="Clear the selection" style={{ float: "right" }} onClick={() => onSelect(null)} />
        )}
        {node && <NodeDetail node={node} synthesis={synthesis} titles={titles} onSelect={onSelect} onHoverPaper={onHoverPaper} />}
        {edge && <EdgeDetail edge={edge} synthesis={synthesis} titles={titles} onSelect={onSelect} />}
        {!node && !edge && <MergeOverview synthesis={synthesis} />}
      </>
    ),
    synopsis: () => <SynopsisPane synthesis={synthesis} titles={titles} onSelect={onSelect} onHoverPaper={onHoverPaper} />,
    missing: () => <MissingPane synthesis={synthesis} onSelect={onSelect} />,
    log: () => <LogPane synthesis={synthesis} />,
    versions: () => <VersionsPane synthesis={synthesis} onVersion={onVersion} />,
  };
  return (
    <section className={classes.pane} aria-label="Detail">
      <Tabs value={tab} onChange={(next) => onTab(detailTabOf(next ?? ""))} keepMounted={false} classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab, panel: classes.panel }}>
        <Tabs.List>
          {DETAIL_TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {DETAIL_TAB_NAMES[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} tabIndex={0}>
          {panels[tab]()}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
