import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";

export function useDeleteSavedSearch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.delete(`/api/saved-searches/${id}/`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["saved-searches"] }),
  });
}
