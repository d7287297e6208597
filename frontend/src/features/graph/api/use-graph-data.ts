import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Look } from "../look/look";
import { assemble, type Batch, type Scene } from "../model/scene";
import type { GraphPath } from "./answers";
import { neighboursQuery, pathQuery, startQuery } from "./graph-calls";

export interface GraphData {
  readonly scene: Scene;
  readonly paths: readonly GraphPath[] | undefined;
  readonly pathError: Error | null;
  /** Nothing is there yet. */
  readonly pending: boolean;
  /** Nodes whose neighbours are on the way. */
  readonly busy: readonly string[];
  readonly error: Error | null;
  readonly retry: () => void;
  /** Expansions that failed, with why. */
  readonly failed: readonly { readonly id: string; readonly error: Error }[];
}

/** What the look asks for, loaded and joined; each answer is asked for once, so undo and redo cost nothing. */
export function useGraphData(look: Look): GraphData {
  const start = useQuery(startQuery(look.start));
  const path = useQuery(pathQuery(look.path));
  const combine = useCallback(
    (results: { data: unknown; error: Error | null; isPending: boolean }[]) => results.map(({ data, error, isPending }) => ({ data, error, isPending })),
    [],
  );
  const expansions = useQueries({
    queries: look.expanded.map(([id, limit]) => ({ ...neighboursQuery(id, limit), placeholderData: (known?: unknown) => known as never })),
    combine,
  });
  const paths = path.data?.paths;
  const scene = useMemo(() => {
    const batches: Batch[] = [...(start.data ?? [])];
    for (const part of paths ?? []) batches.push({ around: null, part });
    look.expanded.forEach(([id], at) => {
      const part = expansions[at]?.data as Batch["part"] | undefined;
      if (part !== undefined) batches.push({ around: id, part });
    });
    return assemble(batches);
  }, [start.data, paths, look.expanded, expansions]);
  return {
    scene,
    paths,
    pathError: path.error,
    pending: look.start !== null && start.isPending,
    busy: look.expanded.filter((_, at) => expansions[at]?.isPending === true).map(([id]) => id),
    error: start.error,
    retry: () => void start.refetch(),
    failed: look.expanded.flatMap(([id], at) => {
      const error = expansions[at]?.error;
      return error ? [{ id, error }] : [];
    }),
  };
}
