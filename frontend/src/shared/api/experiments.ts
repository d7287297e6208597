import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import { cursorOf } from "./cursor";
import type { ExperimentDetail, ExperimentRow, MetricHistory, Run, RunRow } from "./experiment-types";
import type { PageOf } from "./types";

/** Every experiment in the order of the topics; with a paper, those linked to it first. */
export const experimentsQuery = (paper = "") =>
  queryOptions({
    queryKey: ["experiments", paper],
    queryFn: ({ signal }) => api.get<PageOf<ExperimentRow>>("/api/experiments/", { paper }, signal),
  });

export const experimentQuery = (key: string) =>
  queryOptions({
    queryKey: ["experiment", key],
    queryFn: ({ signal }) => api.get<ExperimentDetail>(`/api/experiments/${encodeURIComponent(key)}/`, undefined, signal),
  });

export const historyQuery = (key: string, metric: string) =>
  queryOptions({
    queryKey: ["experiment", key, "history", metric],
    queryFn: ({ signal }) => api.get<MetricHistory>(`/api/experiments/${encodeURIComponent(key)}/history/`, { metric }, signal),
    enabled: metric !== "",
  });

export type RunFilters = { experiment?: string; paper?: string; topic?: number; state?: string };

/** Runs, newest first. */
export const runsQuery = (filters: RunFilters = {}, pageSize = 20) =>
  infiniteQueryOptions({
    queryKey: ["runs", filters, pageSize],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<RunRow>>("/api/runs/", { ...filters, cursor: pageParam, page_size: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: ({ signal }) => api.get<Run>(`/api/runs/${encodeURIComponent(id)}/`, undefined, signal),
  });

export const useExperiments = (paper?: string, enabled = true) => useQuery({ ...experimentsQuery(paper), enabled });
export const useExperiment = (key: string) => useQuery(experimentQuery(key));
export const useHistory = (key: string, metric: string) => useQuery(historyQuery(key, metric));
export const useRuns = (filters?: RunFilters, pageSize?: number) => useInfiniteQuery(runsQuery(filters, pageSize));
/** A run; "" asks for none. */
export const useRun = (id: string) => useQuery({ ...runQuery(id), enabled: id !== "" });

/** Where the export of an experiment, and a file of a run, are fetched. */
export const appPath = (key: string) => `/api/experiments/${encodeURIComponent(key)}/app/`;
export const artifactPath = (run: string, name: string) => `/api/runs/${run}/artifacts/${encodeURIComponent(name)}`;
