import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { cursorOf } from "@/shared/api/cursor";
import type { PageOf } from "@/shared/api/types";
import type { Demand, Topic, TopicPaper, TopicRow } from "./topic-types";

export const topicsQuery = () =>
  queryOptions({
    queryKey: ["topics"],
    queryFn: ({ signal }) => api.get<PageOf<TopicRow>>("/api/topics/", undefined, signal),
  });

export const topicQuery = (number: string) =>
  queryOptions({
    queryKey: ["topics", number],
    queryFn: ({ signal }) => api.get<Topic>(`/api/topics/${encodeURIComponent(number)}/`, undefined, signal),
  });

/** The papers of a topic, those that hold most of it first, 200 deep at most. */
export const topicPapersQuery = (number: number) =>
  infiniteQueryOptions({
    queryKey: ["topics", number, "papers"],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<TopicPaper>>(`/api/topics/${number}/papers/`, { cursor: pageParam, page_size: 20 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });

export const demandQuery = () =>
  queryOptions({
    queryKey: ["demand"],
    queryFn: ({ signal }) => api.get<Demand>("/api/demand/", undefined, signal),
  });

export const useTopics = () => useQuery(topicsQuery());
export const useTopic = (number: string) => useQuery(topicQuery(number));
export const useTopicPapers = (number: number) => useInfiniteQuery(topicPapersQuery(number));
export const useDemand = () => useQuery(demandQuery());
