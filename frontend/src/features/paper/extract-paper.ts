import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { paperQuery } from "@/shared/api/paper";
import type { ExtractionStarted } from "@/shared/api/types";

/** Has the model read one paper; the answer names the job to follow. */
export function useExtract(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<ExtractionStarted>("/api/extractions/", { papers: [key] }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: paperQuery(key).queryKey, exact: true }),
        client.invalidateQueries({ queryKey: ["jobs"] }),
      ]),
  });
}
