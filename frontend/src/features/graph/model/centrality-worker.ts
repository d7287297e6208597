import { UndirectedGraph } from "graphology";
import betweenness from "graphology-metrics/centrality/betweenness";

export interface CentralityOrder {
  readonly run: number;
  readonly ids: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
}

export interface CentralityNews {
  readonly run: number;
  readonly values: readonly number[];
}

addEventListener("message", ({ data }: MessageEvent<CentralityOrder>) => {
  const graph = new UndirectedGraph();
  for (const id of data.ids) graph.addNode(id);
  for (const [source, target] of data.pairs) if (source !== target) graph.mergeEdge(source, target);
  const values = betweenness(graph);
  const news: CentralityNews = { run: data.run, values: data.ids.map((id) => values[id] ?? 0) };
  postMessage(news);
});
