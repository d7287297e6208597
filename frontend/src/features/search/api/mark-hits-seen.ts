import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { SavedSearch } from "@/shared/api/types";

/** Says that everything a saved search found has been seen. */
export function useMarkHitsSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.post<SavedSearch>(`/api/saved-searches/${id}/seen/`, {}),
    onSuccess: (_answer, id) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["saved-searches"] }),
        client.invalidateQueries({ queryKey: ["saved-search-hits", id] }),
      ]),
  });
}
