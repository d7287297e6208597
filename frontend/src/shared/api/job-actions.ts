import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { Job } from "./types";

function useJobAction(action: "cancel" | "retry") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Job>(`/api/jobs/${id}/${action}/`),
    onSuccess: (_answer, id) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["job", id] }),
        client.invalidateQueries({ queryKey: ["jobs"] }),
      ]),
  });
}

export const useCancelJob = () => useJobAction("cancel");
export const useRetryJob = () => useJobAction("retry");
