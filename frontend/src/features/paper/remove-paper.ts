import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ApiError, keyPath } from "@/shared/api/client";

export interface Dependent {
  type: string;
  id: string;
  label: string;
}

/** What rests on the paper, from the 409 that refused to delete it; undefined for any other error. */
export function dependentsOf(error: Error | null): Dependent[] | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const details = error.details as { dependents?: Dependent[] } | null;
  return details?.dependents ?? [];
}

/** Deletes a paper; with `withdraw` it only goes out of sight, and older trees keep their quotes. */
export function useRemovePaper(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ withdraw }: { withdraw: boolean }) =>
      api.delete(`/api/papers/${keyPath(key)}/${withdraw ? "?withdraw=true" : ""}`),
    onSuccess: () =>
      Promise.all(["papers", "collections", "tags"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
