import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { Collection, PageOf } from "./types";

/** Every collection, the one changed last first (up to 200). */
export const collectionsQuery = () =>
  queryOptions({
    queryKey: ["collections"],
    queryFn: ({ signal }) => api.get<PageOf<Collection>>("/api/collections/", { ordering: "-modified", page_size: 200 }, signal),
  });

export const useCollections = () => useQuery(collectionsQuery());

export function useCreateCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; description?: string }) => api.post<Collection>("/api/collections/", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["collections"] }),
  });
}
