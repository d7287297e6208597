import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { PageOf, SavedSearch } from "@/shared/api/types";

export const savedSearchesQuery = () =>
  queryOptions({
    queryKey: ["saved-searches"],
    queryFn: ({ signal }) => api.get<PageOf<SavedSearch>>("/api/saved-searches/", { page_size: 200 }, signal),
  });

export const useSavedSearches = () => useQuery(savedSearchesQuery());
