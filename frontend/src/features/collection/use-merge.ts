import { useEffect, useRef, useState } from "react";
import { isFinal } from "@/shared/api/jobs";
import type { Job, Synthesis } from "@/shared/api/types";
import { useJob } from "@/shared/live/use-job";
import { type MergeWishes, useStartMerge } from "./start-merge";

export const USUAL_NODES = 40;

export interface Merging {
  /** The merge under way, or the failed one last started here. */
  job: Job | undefined;
  jobId: string | null;
  running: boolean;
  error: Error | null;
  /** Merges again; what is not named stays as it is on show. */
  start: (wishes: Partial<MergeWishes>) => void;
}

/** Starts merges of a collection and follows the one under way, also one that was started elsewhere. */
export function useMerge(
  collection: number,
  synthesis: Synthesis | undefined,
  pending: string | null,
  onMerged: (synthesis: string) => void,
): Merging {
  const merge = useStartMerge(collection);
  const [started, setStarted] = useState<{ job: string; synthesis: string } | null>(null);
  const jobId = started?.job ?? synthesis?.job ?? pending;
  const { job } = useJob(jobId);
  const told = useRef<string>(undefined);
  // Until then the diagram before stays on show.
  useEffect(() => {
    if (started === null || job?.id !== started.job || job.state !== "succeeded" || told.current === job.id) return;
    told.current = job.id;
    onMerged(started.synthesis);
  }, [started, job?.id, job?.state, onMerged]);
  const running = merge.isPending || (job !== undefined && !isFinal(job.state));
  const start = (wishes: Partial<MergeWishes>): void => {
    const now: MergeWishes = {
      max_nodes: synthesis?.settings.max_nodes ?? USUAL_NODES,
      question: synthesis?.question ?? "",
      from: synthesis?.from ?? null,
      to: synthesis?.to ?? null,
    };
    merge.mutate({ ...now, ...wishes }, { onSuccess: setStarted });
  };
  const failed = job?.state === "failed" && started !== null;
  return { job: running || failed ? job : undefined, jobId, running, error: merge.error, start };
}
