import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Collection } from "@/shared/api/types";

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(["collections", "collection", "papers"].map((name) => client.invalidateQueries({ queryKey: [name] })));
}

export function useUpdateCollection(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { name: string; description: string }) => api.patch<Collection>(`/api/collections/${id}/`, body),
    onSuccess: refresh,
  });
}

/** Deletes the collection with its merges; papers and trees stay. */
export function useDeleteCollection(id: number) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => api.delete(`/api/collections/${id}/`), onSuccess: refresh });
}
