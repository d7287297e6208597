import { useState } from "react";
import { isFinal } from "@/shared/api/jobs";
import type { Job, Synthesis } from "@/shared/api/types";
import { useJob } from "@/shared/live/use-job";
import { useStartMerge } from "./start-merge";

export interface Merging {
  /** The merge under way, or the failed one last started here. */
  job: Job | undefined;
  jobId: string | null;
  running: boolean;
  error: Error | null;
  start: (maxNodes: number, question: string) => void;
}

/** Starts merges of a collection and follows the one under way, also one that was started elsewhere. */
export function useMerge(
  collection: number,
  synthesis: Synthesis | undefined,
  pending: string | null,
  onStarted: (synthesis: string) => void,
): Merging {
  const merge = useStartMerge();
  const [started, setStarted] = useState<string | null>(null);
  const jobId = started ?? synthesis?.job ?? pending;
  const { job } = useJob(jobId);
  const running = merge.isPending || (job !== undefined && !isFinal(job.state));
  const start = (maxNodes: number, question: string): void => {
    merge.mutate(
      { collection, max_nodes: maxNodes, ...(question === "" ? {} : { question }) },
      {
        onSuccess: (answer) => {
          setStarted(answer.job);
          onStarted(answer.synthesis);
        },
      },
    );
  };
  const failed = job?.state === "failed" && started !== null;
  return { job: running || failed ? job : undefined, jobId, running, error: merge.error, start };
}
