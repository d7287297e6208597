import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { cursorOf } from "@/shared/api/cursor";
import type { PageOf, SavedSearchHit } from "@/shared/api/types";

/** What a saved search found, newest first. */
export const savedSearchHitsQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ["saved-search-hits", id],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<SavedSearchHit>>(`/api/saved-searches/${id}/hits/`, { cursor: pageParam, page_size: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });
