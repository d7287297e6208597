import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import type { Tree } from "@/shared/api/types";

/** The classic tree of a paper: its key terms in the order of the report. */
export const paperTreeQuery = (key: string) =>
  queryOptions({
    queryKey: ["paper", key, "tree", "classic"],
    queryFn: ({ signal }) => api.get<Tree>(`/api/papers/${keyPath(key)}/tree/`, { style: "classic" }, signal),
  });

export const usePaperTree = (key: string) => useQuery(paperTreeQuery(key));
