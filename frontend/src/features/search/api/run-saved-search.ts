import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { SavedSearchStarted } from "@/shared/api/types";

/** Starts a run of a saved search now. */
export function useRunSavedSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.post<SavedSearchStarted>(`/api/saved-searches/${id}/run/`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
