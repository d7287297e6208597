import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { isFinal, jobEvents, jobQuery } from "@/shared/api/jobs";
import type { Job, JobEvent } from "@/shared/api/types";
import { logLines, mergeEvents, resumePoint } from "./job-events";
import { LiveSocket } from "./live-socket";
import { refreshAfterJob } from "./refresh-after-job";
import { type ErrorMessage, type JobMessage, asEvent, jobAfter } from "./socket-message";
import { watchJob } from "./watched-jobs";

/** How often to ask while the socket is down. */
const POLL = 2_000;

const eventsKey = (id: string) => ["job-events", id] as const;

const NONE: readonly JobEvent[] = [];

/** One job as it is now, its events and log so far, and whether news come over the socket (`live`) or by asking. */
export type LiveJob = {
  job: Job | undefined;
  events: readonly JobEvent[];
  log: string[];
  live: boolean;
  error: Error | null;
  refetch: () => void;
};

/**
 * A job with its progress, kept up to date until it is finished: over the WebSocket, which resumes after the last event
 * seen, and by polling while the socket is down. `null` watches nothing.
 */
export function useJob(id: string | null): LiveJob {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const job = useQuery({
    ...jobQuery(id ?? ""),
    enabled: id !== null,
    refetchInterval: ({ state }) => (open || state.data === undefined || isFinal(state.data.state) ? false : POLL),
  });
  const state = job.data?.state;
  const active = state !== undefined && !isFinal(state);
  const events = useQuery({
    ...queryOptions({
      queryKey: eventsKey(id ?? ""),
      queryFn: async ({ signal }) => {
        const known = client.getQueryData<readonly JobEvent[]>(eventsKey(id ?? "")) ?? [];
        const answer = await jobEvents(id ?? "", resumePoint(known), signal);
        // Events that the socket brought meanwhile are in the cache already and must stay.
        return mergeEvents(client.getQueryData<readonly JobEvent[]>(eventsKey(id ?? "")) ?? [], answer);
      },
    }),
    enabled: id !== null && state !== undefined && !open,
    staleTime: 0,
    refetchInterval: active && !open ? POLL : false,
  });

  useEffect(() => (id === null ? undefined : watchJob(id)), [id]);

  useEffect(() => {
    if (id === null || !active) return undefined;
    // The first message of a connection is the job as it is, numbered like its newest event but not that event.
    let first = true;
    const socket = new LiveSocket({
      path: () => `/ws/jobs/${id}/?after=${resumePoint(client.getQueryData<readonly JobEvent[]>(eventsKey(id)) ?? [])}`,
      onStatus: (status) => {
        first = true;
        setOpen(status === "open");
      },
      onMessage: (data) => {
        const message = data as JobMessage | ErrorMessage;
        if (message.type === "error") return;
        if (!first) {
          client.setQueryData<readonly JobEvent[]>(eventsKey(id), (known = []) => mergeEvents(known, [asEvent(message)]));
        }
        first = false;
        client.setQueryData<Job>(jobQuery(id).queryKey, (known) => jobAfter(known, message));
      },
    });
    return () => {
      socket.close();
      // What the job changed is asked for once, when it stops being active, whichever way the news came.
      const last = client.getQueryData<Job>(jobQuery(id).queryKey);
      if (last !== undefined && isFinal(last.state)) refreshAfterJob(client);
    };
  }, [id, active, client]);

  const log = useMemo(() => logLines(events.data ?? []), [events.data]);
  return { job: job.data, events: events.data ?? NONE, log, live: open, error: job.error, refetch: () => void job.refetch() };
}
