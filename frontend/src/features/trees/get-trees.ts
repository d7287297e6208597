import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { cursorOf } from "@/shared/api/cursor";
import type { PageOf, TreeSummary } from "@/shared/api/types";

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
