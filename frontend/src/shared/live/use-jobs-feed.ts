import { notifications } from "@mantine/notifications";
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type JobFilters, isFinal, jobQuery, withJob } from "@/shared/api/jobs";
import type { Job, PageOf } from "@/shared/api/types";
import { finishedSentence, jobTitle } from "@/shared/lib/job-words";
import { LiveSocket } from "./live-socket";
import { refreshAfterJob } from "./refresh-after-job";
import { isWatched } from "./watched-jobs";

function store(client: QueryClient, job: Job): void {
  client.setQueryData(jobQuery(job.id).queryKey, job);
  for (const [key, data] of client.getQueriesData<InfiniteData<PageOf<Job>>>({ queryKey: ["jobs"] })) {
    if (data !== undefined) client.setQueryData(key, withJob(data, job, key[1] as JobFilters));
  }
}

function tell(job: Job): void {
  if (job.state === "cancelled" || isWatched(job.id)) return;
  notifications.show({
    id: `job-${job.id}`,
    title: jobTitle(job),
    message: finishedSentence(job),
    color: job.state === "failed" ? "red" : "green",
  });
}

/** Keeps every job list up to date over `/ws/jobs/`, and tells of jobs that end while nobody watches them. */
export function useJobsFeed(): boolean {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let opened = 0;
    const socket = new LiveSocket({
      path: () => "/ws/jobs/",
      onStatus: (status) => {
        setOpen(status === "open");
        if (status !== "open") return;
        // What happened while the socket was down is not sent again.
        if (opened > 0) void client.invalidateQueries({ queryKey: ["jobs"] });
        opened += 1;
      },
      onMessage: (data) => {
        const { job } = data as { job?: Job };
        if (job === undefined) return;
        store(client, job);
        if (!isFinal(job.state)) return;
        refreshAfterJob(client);
        tell(job);
      },
    });
    return () => {
      socket.close();
    };
  }, [client]);
  return open;
}
