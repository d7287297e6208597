import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Run, RunRequest, RunStarted, Upload } from "@/shared/api/experiment-types";
import { runQuery } from "@/shared/api/experiments";

const LISTS = ["runs", "experiments", "experiment", "jobs"];

/** Starts a run; 202 with its id and its job. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RunRequest) => api.post<RunStarted>("/api/runs/", body),
    onSuccess: () => Promise.all(LISTS.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Sends a file for a parameter. */
export const useSendFile = () => useMutation({ mutationFn: (file: File) => api.upload<Upload>("/api/uploads/", file) });

/** Sets the whole list of the papers a run is linked to. */
export function useLinkPapers(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (papers: string[]) => api.post<Run>(`/api/runs/${run}/links/`, { papers }),
    onSuccess: (answer) => {
      client.setQueryData(runQuery(run).queryKey, answer);
      return client.invalidateQueries({ queryKey: ["runs"] });
    },
  });
}

/** Deletes a run that has ended, with its files. */
export function useDeleteRun(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/runs/${run}/`),
    onSuccess: () => {
      client.removeQueries({ queryKey: runQuery(run).queryKey });
      return Promise.all(LISTS.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
}
