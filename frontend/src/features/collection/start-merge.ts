import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";

export interface MergeRequest {
  collection: number;
  question?: string;
  max_nodes: number;
}

/** Starts a merge; the answer names the job to follow and the synthesis it works on. */
export function useStartMerge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MergeRequest) => api.post<{ job: string; synthesis: string }>("/api/syntheses/", body),
    onSuccess: () =>
      Promise.all(["jobs", "syntheses", "collection"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
