import { CloseButton } from "@mantine/core";
import { useMemo } from "react";
import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";
import { EdgeDetail } from "./edge-detail";
import { MergeOverview } from "./merge-overview";
import { NodeDetail } from "./node-detail";

interface Props {
  synthesis: Synthesis;
  selected: Selection | null;
  onSelect: (selection: Selection | null) => void;
  onHoverPaper: (key: string | null) => void;
}

/** What is selected in the map, explained; with nothing selected, the merge itself. */
export function DetailPane({ synthesis, selected, onSelect, onHoverPaper }: Props) {
  const titles = useMemo(() => {
    const refs = [...synthesis.papers, ...synthesis.nodes.flatMap((node) => node.papers)];
    return new Map(refs.map((paper) => [paper.arxiv_id, paper.title]));
  }, [synthesis]);
  const node = selected !== null && "node" in selected ? synthesis.nodes.find(({ id }) => id === selected.node) : undefined;
  const edge =
    selected !== null && "edge" in selected
      ? synthesis.edges.find(({ source, target }) => source === selected.edge.source && target === selected.edge.target)
      : undefined;
  return (
    // A pane that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.pane} aria-label="Detail" tabIndex={0}>
      {(node ?? edge) !== undefined && (
        <CloseButton aria-label="Clear the selection" style={{ float: "right" }} onClick={() => onSelect(null)} />
      )}
      {node && <NodeDetail node={node} synthesis={synthesis} titles={titles} onSelect={onSelect} onHoverPaper={onHoverPaper} />}
      {edge && <EdgeDetail edge={edge} synthesis={synthesis} titles={titles} onSelect={onSelect} />}
      {!node && !edge && <MergeOverview synthesis={synthesis} />}
    </section>
  );
}
