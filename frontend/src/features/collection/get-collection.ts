import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Collection } from "@/shared/api/types";

export const collectionQuery = (id: number) =>
  queryOptions({
    queryKey: ["collection", id],
    queryFn: ({ signal }) => api.get<Collection>(`/api/collections/${id}/`, undefined, signal),
  });

export const useCollection = (id: number) => useQuery(collectionQuery(id));
