import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { ImportRequest, ImportStarted } from "@/shared/api/types";

/** Starts an import; the answer names the job to follow. */
export function useStartImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportRequest) => api.post<ImportStarted>("/api/imports/", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
