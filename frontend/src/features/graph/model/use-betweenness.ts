import { useEffect, useState } from "react";
import type { CentralityNews, CentralityOrder } from "./centrality-worker";
import type { GraphEdge, GraphNode } from "./types";

/** Brandes' algorithm takes nodes times edges; above this product it would keep a core busy for more than seconds. */
const MOST = 40_000_000;

export const tooLarge = (nodes: number, edges: number): boolean => nodes * edges > MOST;

type Found = { readonly of: readonly GraphNode[]; readonly values: ReadonlyMap<string, number> };

/** Betweenness of each node, computed off the main thread and only where it is wanted; undefined until it is there. */
export function useBetweenness(nodes: readonly GraphNode[], edges: readonly GraphEdge[], wanted: boolean): ReadonlyMap<string, number> | undefined {
  const [found, setFound] = useState<Found>();
  const run = wanted && nodes.length > 0 && !tooLarge(nodes.length, edges.length);
  useEffect(() => {
    if (!run) return;
    const worker = new Worker(new URL("./centrality-worker.ts", import.meta.url), { type: "module", name: "centrality" });
    const order: CentralityOrder = { run: 0, ids: nodes.map((node) => node.id), pairs: edges.map(({ source, target }) => [source, target]) };
    worker.addEventListener("message", ({ data }: MessageEvent<CentralityNews>) => {
      setFound({ of: nodes, values: new Map(order.ids.map((id, at) => [id, data.values[at] ?? 0])) });
    });
    worker.postMessage(order);
    return () => worker.terminate();
  }, [run, nodes, edges]);
  return found?.of === nodes ? found.values : undefined;
}
