import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { cursorOf } from "./cursor";
import type { PaperPage } from "./types";

export type PaperFilters = {
  q?: string;
  collection?: string | number;
  category?: string;
  from?: string;
  to?: string;
  tag?: string;
  author?: string;
  source?: string;
  ordering?: string;
};

/** Papers of the library, page after page; with `q` and no ordering by relevance, and then 200 deep at most. */
export const papersQuery = (filters: PaperFilters, pageSize = 50) =>
  infiniteQueryOptions({
    queryKey: ["papers", filters, pageSize],
    queryFn: ({ pageParam, signal }) =>
      api.get<PaperPage>("/api/papers/", { ...filters, cursor: pageParam, page_size: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });
