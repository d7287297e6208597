import { queryOptions } from "@tanstack/react-query";
import { api, ApiError } from "@/shared/api/client";
import { partOfRows } from "../model/from-rows";
import type { Start } from "../model/start";
import type { GraphNode, GraphPart } from "../model/types";
import type { Loaded, NodeList, PathList, QueryAnswer, SavedView, Stats, ViewRow } from "./answers";

/** How many nodes a collection, a tree or a topic may bring; what is beyond is counted and said. */
const LIMIT = 2000;
/** A search shows so many of its hits with what surrounds them. */
const HITS = 8;
const AROUND_HIT = 14;
const PATHS = 3;
const LONGEST_PATH = 6;

const nodePath = (id: string): string => `/api/graph/nodes/${encodeURIComponent(id)}/`;

export const neighbours = (id: string, limit: number, signal?: AbortSignal): Promise<GraphPart> =>
  api.get<GraphPart>(`${nodePath(id)}neighbours/`, { depth: 1, limit }, signal);

async function around(ids: readonly string[], limit: number, signal: AbortSignal): Promise<Loaded> {
  const parts = await Promise.all(ids.map((id) => neighbours(id, limit, signal)));
  return parts.map((part) => ({ around: null, part }));
}

async function searched(q: string, signal: AbortSignal): Promise<Loaded> {
  const { results } = await api.get<NodeList>("/api/graph/search/", { q, page_size: HITS }, signal);
  const hits = results.slice(0, HITS);
  const seeds: Loaded = [{ around: null, part: { nodes: hits, edges: [] } }];
  return [...seeds, ...(await around(hits.map((hit) => hit.id), AROUND_HIT, signal))];
}

async function load(start: Start, signal: AbortSignal): Promise<Loaded> {
  if (start.kind === "search") return searched(start.q, signal);
  if (start.kind === "nodes") return around(start.ids, 60, signal);
  if (start.kind === "path") {
    const { paths } = await findPaths(start.from, start.to, signal);
    return paths.map((part) => ({ around: null, part }));
  }
  if (start.kind === "query") return [{ around: null, part: partOfRows((await runQuery(start.cypher, signal)).rows) }];
  const part = await api.get<GraphPart>("/api/graph/subgraph/", { [start.kind]: start.id, limit: LIMIT }, signal);
  return [{ around: null, part }];
}

const findPaths = (from: string, to: string, signal?: AbortSignal): Promise<PathList> =>
  api.get<PathList>("/api/graph/paths/", { from, to, max_length: LONGEST_PATH, k: PATHS }, signal);

export const runQuery = (cypher: string, signal?: AbortSignal): Promise<QueryAnswer> => {
  // A POST that is given up on is only no longer waited for; the server has a time limit of its own.
  signal?.throwIfAborted();
  return api.post<QueryAnswer>("/api/graph/query/", { cypher, parameters: {} });
};

export const startQuery = (start: Start | null) =>
  queryOptions({
    queryKey: ["graph", "start", start],
    queryFn: ({ signal }) => (start === null ? [] : load(start, signal)),
    enabled: start !== null,
  });

/** One node; of a former id the node that it became. */
export const nodeQuery = (id: string) =>
  queryOptions({ queryKey: ["graph", "node", id], queryFn: ({ signal }) => api.get<GraphNode>(nodePath(id), {}, signal) });

export const neighboursQuery = (id: string, limit: number) =>
  queryOptions({ queryKey: ["graph", "neighbours", id, limit], queryFn: ({ signal }) => neighbours(id, limit, signal) });

export const pathQuery = (ends: readonly [string, string] | null) =>
  queryOptions({
    queryKey: ["graph", "paths", ends],
    queryFn: ({ signal }) => findPaths(ends?.[0] ?? "", ends?.[1] ?? "", signal),
    enabled: ends !== null,
  });

export const statsQuery = () =>
  queryOptions({
    queryKey: ["graph", "stats"],
    queryFn: async ({ signal }): Promise<Stats> => {
      const stats = await api.get<Stats>("/api/graph/stats/", {}, signal);
      // The counts go by the schema's labels, everything else by types, which are these in small letters.
      return { ...stats, nodes: Object.fromEntries(Object.entries(stats.nodes).map(([type, count]) => [type.toLowerCase(), count])) };
    },
  });

export const findQuery = (q: string) =>
  queryOptions({
    queryKey: ["graph", "find", q],
    queryFn: ({ signal }) => api.get<NodeList>("/api/graph/search/", { q, page_size: HITS }, signal),
    enabled: q !== "",
  });

export const viewsQuery = () =>
  queryOptions({
    queryKey: ["graph", "views"],
    queryFn: ({ signal }) => api.get<{ results: readonly ViewRow[] }>("/api/graph/views/", { page_size: 200 }, signal),
  });

export const viewQuery = (short: string) =>
  queryOptions({
    queryKey: ["graph", "view", short],
    queryFn: ({ signal }) => api.get<SavedView>(`/api/graph/views/${encodeURIComponent(short)}/`, {}, signal),
    enabled: short !== "",
  });

export const saveView = (name: string, state: unknown): Promise<SavedView> => api.post<SavedView>("/api/graph/views/", { name, state });
export const deleteView = (short: string): Promise<void> => api.delete(`/api/graph/views/${encodeURIComponent(short)}/`);

/** Whether the graph's server is away, rather than something wrong with what was asked. */
export const isDown = (error: unknown): boolean => error instanceof ApiError && (error.status === 503 || error.status === 0);
