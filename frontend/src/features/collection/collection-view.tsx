import { Button, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { changesLevel, levelFor } from "@/features/diagram/levels/level-model";
import { parseSelection, type Selection, selectionText } from "@/features/diagram/view/selection";
import type { Collection, TreeLevel } from "@/shared/api/types";
import { useUrlState } from "@/shared/lib/use-url-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { CollectionHead } from "./collection-head";
import { CollectionMap } from "./collection-map";
import classes from "./collection-view.module.css";
import { DetailPane } from "./detail-pane";
import { detailTabOf } from "./detail-tabs";
import { useSyntheses } from "./get-syntheses";
import { useSynthesis } from "./get-synthesis";
import { MapStart } from "./map-start";
import { Panes, type Tab, TABS } from "./panes";
import { litNodes, matchesFilter, nodesByPaper, type PaperSort } from "./paper-list";
import { PapersPane } from "./papers-pane";
import { papersOf } from "./selected-papers";
import { useCollectionPapers } from "./use-collection-papers";
import { useMerge } from "./use-merge";

interface Props {
  collection: Collection;
}

/** What of the address speaks of one tree and of no other. */
const ANEW = { version: null, sel: null, level: null, fold: null };
const NO_LEVELS: readonly TreeLevel[] = [];

/** A collection: its papers, its merged diagram and what is selected there, in step with each other. */
export function CollectionView({ collection }: Props) {
  const [url, setUrl] = useUrlState(["sel", "level", "version", "synthesis", "filter", "sort", "tab", "view", "fold"]);
  const [hoveredPaper, setHoveredPaper] = useState<string | null>(null);
  const [hovered, setHovered] = useState<Selection | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const tab = TABS.find((one) => one === url.tab) ?? "map";
  const setTab = (next: Tab): void => setUrl({ tab: next === "map" ? null : next });
  const syntheses = useSyntheses(collection.id);
  const listed = syntheses.data?.results ?? [];
  const id = url.synthesis || collection.synthesis;
  const synthesis = useSynthesis(id, url.version);
  const { papers, isPending, error, refetch } = useCollectionPapers(collection.id);
  const merging = useMerge(collection.id, synthesis.data, listed[0]?.job ?? null, (started) =>
    setUrl({ ...ANEW, synthesis: started }),
  );

  const merged = synthesis.data?.version == null ? undefined : synthesis.data;
  const selected = useMemo(() => parseSelection(url.sel), [url.sel]);
  const nodes = useMemo(() => (merged ? nodesByPaper(merged.nodes) : undefined), [merged]);
  const [filter] = useDebouncedValue(url.filter, 120);
  const singled = useMemo(() => {
    if (hoveredPaper !== null) return [hoveredPaper];
    if (ticked.size > 0) return [...ticked];
    return filter.trim() === "" ? undefined : papers.filter((paper) => matchesFilter(paper, filter)).map((one) => one.arxiv_id);
  }, [hoveredPaper, ticked, filter, papers]);
  const lit = useMemo(() => litNodes(singled, nodes ?? new Map()), [singled, nodes]);
  const litPapers = useMemo(() => papersOf(merged, hovered ?? selected), [merged, hovered, selected]);
  const levels = merged?.levels ?? NO_LEVELS;
  const showLevel = useCallback((level: string) => setUrl({ level }, { push: true }), [setUrl]);
  const selectAt = useCallback(
    (next: Selection | null, level: string | undefined, view?: null) =>
      setUrl({ sel: selectionText(next), level, view }, { push: changesLevel(levels, url.level, level) }),
    [setUrl, levels, url.level],
  );
  // What is chosen beside the map is shown in the level that draws it.
  const select = (next: Selection | null): void => selectAt(next, levels.length > 0 ? levelFor(levels, url.level, next) : undefined);

  const list = error ? (
    <ErrorState error={error} onRetry={refetch} />
  ) : isPending ? (
    <ListSkeleton label="Loading the papers" />
  ) : (
    <PapersPane
      collection={collection}
      papers={papers}
      nodes={nodes}
      filter={url.filter}
      onFilter={(text) => setUrl({ filter: text })}
      sort={(url.sort || "newest") as PaperSort}
      onSort={(sort) => setUrl({ sort: sort === "newest" ? null : sort })}
      ticked={ticked}
      onTicked={setTicked}
      lit={litPapers}
      revealFirst={hovered === null && selected !== null}
      onHover={setHoveredPaper}
    />
  );
  const map = merged ? (
    <CollectionMap
      collection={collection}
      synthesis={merged}
      syntheses={listed}
      version={url.version}
      merging={merging}
      selected={selected}
      lit={lit}
      level={url.level}
      onSelect={(next, at) => selectAt(next, at, next === null ? undefined : null)}
      onLevel={showLevel}
      onHover={setHovered}
      onVersion={(version) => setUrl({ ...ANEW, version })}
      onSynthesis={(other) => setUrl({ ...ANEW, synthesis: other })}
      folds={url.fold}
      onFolds={(fold) => setUrl({ fold })}
      papers={papers}
    />
  ) : synthesis.isError ? (
    <ErrorState error={synthesis.error} onRetry={() => void synthesis.refetch()} busy={synthesis.isFetching} />
  ) : id !== null && synthesis.isPending ? (
    <ListSkeleton label="Loading the diagram" />
  ) : (
    <MapStart papers={collection.papers} merging={merging} />
  );

  return (
    <div className={classes.page}>
      <CollectionHead collection={collection} />
      <Panes
        tab={tab}
        onTab={setTab}
        detailLabel={selected === null ? "About" : "Detail"}
        papers={list}
        map={
          <div className={classes.map}>
            <div className={classes.fill}>{map}</div>
            {merged && selected !== null && (
              <div className={classes.peek}>
                <Text truncate fw={500}>
                  {"node" in selected ? merged.nodes.find((node) => node.id === selected.node)?.label : "A link"}
                </Text>
                <Button size="xs" variant="default" style={{ flex: "none" }} onClick={() => setTab("detail")}>
                  Papers and quotes
                </Button>
              </div>
            )}
          </div>
        }
        detail={
          merged && (
            <DetailPane
              synthesis={merged}
              selected={selected}
              tab={detailTabOf(url.view)}
              onTab={(view) => setUrl({ view: view === "detail" ? null : view })}
              onSelect={select}
              onHoverPaper={setHoveredPaper}
              onVersion={(version) => setUrl({ ...ANEW, version })}
            />
          )
        }
      />
    </div>
  );
}
