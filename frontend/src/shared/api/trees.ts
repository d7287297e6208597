import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import { cursorOf } from "./cursor";
import type { PageOf, Tree, TreeFamily, TreeSummary } from "./types";

export interface TreeFilters {
  kind: string;
  style: string;
  q: string;
}

export const treesQuery = (filters: TreeFilters) =>
  infiniteQueryOptions({
    queryKey: ["trees", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<TreeSummary>>("/api/trees/", { ...filters, cursor: pageParam, page_size: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });

export const useTrees = (filters: TreeFilters) => useInfiniteQuery(treesQuery(filters));

export const treeQuery = (id: string) =>
  queryOptions({
    queryKey: ["trees", "one", id],
    queryFn: ({ signal }) => api.get<Tree>(`/api/trees/${encodeURIComponent(id)}/`, undefined, signal),
    // A tree never changes: its id is its content.
    staleTime: Infinity,
  });

export const useTree = (id: string) => useQuery(treeQuery(id));

export const familyQuery = (id: string) =>
  queryOptions({
    queryKey: ["trees", "family", id],
    queryFn: ({ signal }) => api.get<TreeFamily>(`/api/trees/${encodeURIComponent(id)}/lineage/`, undefined, signal),
  });

export const useFamily = (id: string) => useQuery(familyQuery(id));

/** Gives a child a person's own name, "" for none. */
export function useRenameTree(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.patch<Tree>(`/api/trees/${id}/`, { name }),
    onSuccess: (tree) => {
      client.setQueryData(treeQuery(id).queryKey, tree);
      return Promise.all(["trees", "breedings"].map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
}
