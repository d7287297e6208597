import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Tree } from "@/shared/api/types";

export const treeQuery = (id: string) =>
  queryOptions({
    queryKey: ["trees", "one", id],
    queryFn: ({ signal }) => api.get<Tree>(`/api/trees/${encodeURIComponent(id)}/`, undefined, signal),
    // A tree never changes: its id is its content.
    staleTime: Infinity,
  });

export const useTree = (id: string) => useQuery(treeQuery(id));
