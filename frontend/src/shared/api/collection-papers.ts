import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { CollectionChanged } from "./types";

type Change = { collection: number; add?: string[]; remove?: string[] };

/** Puts papers into a collection or takes them out. */
export function useChangeCollectionPapers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ collection, add = [], remove = [] }: Change) =>
      api.post<CollectionChanged>(`/api/collections/${collection}/papers/`, { add, remove }),
    onSuccess: () =>
      Promise.all(
        ["collections", "collection", "papers", "paper"].map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  });
}
