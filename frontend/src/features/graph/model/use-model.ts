import { useMemo } from "react";
import type { Look } from "../look/look";
import { type Filtered, filterScene } from "./filter";
import { fold, FOLD_ABOVE, foldedUnder, type Grouped } from "./grouping";
import { communities, degrees, pageRanks, undirected } from "./measures";
import type { Measures } from "./scale";
import type { Scene } from "./scene";
import { tooLarge, useBetweenness } from "./use-betweenness";

export interface GraphModel {
  readonly filtered: Filtered;
  /** What is drawn: the filtered nodes, or the communities that stand for them. */
  readonly drawn: Grouped;
  readonly measures: Measures;
  /** Under which name each node is folded when its community is. */
  readonly under: ReadonlyMap<string, string>;
  /** Whether there are so many nodes that communities are folded unless opened. */
  readonly large: boolean;
  readonly betweennessNote: string | null;
}

/** From what is loaded to what is drawn. */
export function useModel(scene: Scene, look: Look): GraphModel {
  const { removed, hiddenTypes, hiddenEdges, years, words, open, sizeBy, colourBy } = look;
  const filtered = useMemo(
    () => filterScene(scene, { removed, hiddenTypes, hiddenEdges, years, words }),
    [scene, removed, hiddenTypes, hiddenEdges, years, words],
  );
  const graph = useMemo(() => undirected(filtered.nodes, filtered.edges), [filtered]);
  const degree = useMemo(() => degrees(graph), [graph]);
  const community = useMemo(() => communities(graph), [graph]);
  const ranked = sizeBy === "pagerank" || colourBy === "pagerank";
  const pagerank = useMemo(() => (ranked ? pageRanks(graph) : new Map<string, number>()), [graph, ranked]);
  const between = sizeBy === "betweenness" || colourBy === "betweenness";
  const betweenness = useBetweenness(filtered.nodes, filtered.edges, between);
  const large = filtered.nodes.length > FOLD_ABOVE;
  const under = useMemo(() => foldedUnder({ nodes: filtered.nodes, community }), [filtered, community]);
  const drawn = useMemo(
    () => fold({ nodes: filtered.nodes, edges: filtered.edges, community, degree, open: large && open !== "all" ? new Set(open) : null }),
    [filtered, community, degree, large, open],
  );
  const measures = useMemo(() => ({ degree, pagerank, betweenness, community }), [degree, pagerank, betweenness, community]);
  let betweennessNote: string | null = null;
  if (between && tooLarge(filtered.nodes.length, filtered.edges.length)) {
    betweennessNote = "Too many nodes and relations for betweenness here; hide some types to see it.";
  } else if (between && betweenness === undefined) betweennessNote = "Betweenness is being computed.";
  return { filtered, drawn, measures, under, large, betweennessNote };
}
