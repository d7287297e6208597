import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import type { RelatedPaper } from "@/shared/api/types";

export const relatedQuery = (key: string) =>
  queryOptions({
    queryKey: ["paper", key, "related"],
    queryFn: ({ signal }) =>
      api.get<{ results: RelatedPaper[] }>(`/api/papers/${keyPath(key)}/related/`, { limit: 8 }, signal),
  });

export const useRelated = (key: string) => useQuery(relatedQuery(key));
