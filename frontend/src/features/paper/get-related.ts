import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import type { RelatedPaper, SimilarPaper } from "@/shared/api/types";

const SHOWN = 8;

/** Papers that share rare terms with this one. */
export const relatedQuery = (key: string) =>
  queryOptions({
    queryKey: ["paper", key, "related"],
    queryFn: ({ signal }) =>
      api.get<{ results: RelatedPaper[] }>(`/api/papers/${keyPath(key)}/related/`, { limit: SHOWN }, signal),
  });

/** Papers that mean something near, by their embeddings. */
export const similarQuery = (key: string) =>
  queryOptions({
    queryKey: ["paper", key, "similar"],
    queryFn: ({ signal }) =>
      api.get<{ results: SimilarPaper[] }>(`/api/papers/${keyPath(key)}/similar/`, { limit: SHOWN }, signal),
  });

export const useRelated = (key: string, enabled: boolean) => useQuery({ ...relatedQuery(key), enabled });
export const useSimilar = (key: string, enabled: boolean) => useQuery({ ...similarQuery(key), enabled });
