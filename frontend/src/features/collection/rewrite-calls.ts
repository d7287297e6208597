import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "@/shared/api/client";
import { isFinal } from "@/shared/api/jobs";
import { useJob } from "@/shared/live/use-job";

export interface Rewriting {
  start: () => void;
  working: boolean;
  /** What it is doing. */
  message: string;
  problem: string | undefined;
}

/** Has a model rewrite a synthesis and follows the job; `onDone` is called once it is rewritten. */
export function useRewriting(synthesis: string | null, onDone: () => void): Rewriting {
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () => api.post<{ job: string; synthesis: string }>(`/api/syntheses/${synthesis ?? ""}/rewrite/`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const { job } = useJob(ask.data?.job ?? null);
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (job?.state !== "succeeded" || told.current === job.id) return;
    told.current = job.id;
    // A job that was quick may never have been seen at work, and then nobody else asks again.
    void client.invalidateQueries({ queryKey: ["synthesis"] });
    onDone();
  }, [job?.id, job?.state, client, onDone]);
  return {
    start: () => ask.mutate(),
    working: ask.isPending || (job !== undefined && !isFinal(job.state)),
    message: job?.message || "Asking the model",
    problem: ask.error?.message ?? (job?.state === "failed" ? job.error?.message : undefined),
  };
}
