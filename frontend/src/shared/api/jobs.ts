import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { cursorOf } from "./cursor";
import type { Job, JobEvent, JobEventPage, JobState, PageOf } from "./types";

export type JobFilters = { state?: string; kind?: string };

/** Jobs, newest first. */
export const jobsQuery = (filters: JobFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["jobs", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<Job>>("/api/jobs/", { ...filters, cursor: pageParam, page_size: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => api.get<Job>(`/api/jobs/${id}/`, undefined, signal),
  });

/** Every event of a job after `after`; the server gives them in pages of a few hundred. */
export async function jobEvents(id: string, after: number, signal?: AbortSignal): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for (let at = after, last = Infinity; at < last; ) {
    const page = await api.get<JobEventPage>(`/api/jobs/${id}/events/`, { after: at }, signal);
    const newest = page.results.at(-1);
    if (newest === undefined) break;
    events.push(...page.results);
    at = newest.seq;
    last = page.last_seq;
  }
  return events;
}

const FINAL: readonly JobState[] = ["succeeded", "failed", "cancelled"];

export const isFinal = (state: JobState) => FINAL.includes(state);

/** The job list with `job` brought up to date, or put first when it is new and fits the filter. */
export function withJob(data: InfiniteData<PageOf<Job>>, job: Job, filters: JobFilters): InfiniteData<PageOf<Job>> {
  const fits = (!filters.state || filters.state === job.state) && (!filters.kind || filters.kind === job.kind);
  const known = data.pages.some((page) => page.results.some((other) => other.id === job.id));
  const pages = data.pages.map((page, index) => {
    const kept = page.results.flatMap((other) => (other.id === job.id ? (fits ? [job] : []) : [other]));
    return { ...page, results: index === 0 && fits && !known ? [job, ...kept] : kept };
  });
  return { ...data, pages };
}
