import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import type { PaperStyle, Tree } from "@/shared/api/types";

/** A tree of a paper: `concept` of what the model read, `classic` of its counted or given terms. */
export const paperTreeQuery = (key: string, style: PaperStyle) =>
  queryOptions({
    queryKey: ["paper", key, "tree", style],
    queryFn: ({ signal }) => api.get<Tree>(`/api/papers/${keyPath(key)}/tree/`, { style }, signal),
  });

export const usePaperTree = (key: string, style: PaperStyle) => useQuery(paperTreeQuery(key, style));
