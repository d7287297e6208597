import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";

export interface MergeWishes {
  max_nodes: number;
  question: string;
  /** Days, both included; null for no bound. */
  from: string | null;
  to: string | null;
}

/** Starts a merge; the answer names the job to follow and the synthesis it works on. */
export function useStartMerge(collection: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ max_nodes, question, from, to }: MergeWishes) =>
      api.post<{ job: string; synthesis: string }>("/api/syntheses/", {
        collection,
        max_nodes,
        ...(question === "" ? {} : { question }),
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
      }),
    onSuccess: () =>
      Promise.all(["jobs", "syntheses", "collection"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
