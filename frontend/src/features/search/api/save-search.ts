import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { SavedSearch, SavedSearchInput } from "@/shared/api/types";

export function useSaveSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SavedSearchInput) => api.post<SavedSearch>("/api/saved-searches/", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["saved-searches"] }),
  });
}
