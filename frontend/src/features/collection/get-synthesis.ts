import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Synthesis } from "@/shared/api/types";

/** A synthesis in its newest version, or in the one asked for. */
export const synthesisQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ["synthesis", id, version],
    queryFn: ({ signal }) => api.get<Synthesis>(`/api/syntheses/${id}/`, { version }, signal),
  });

export const useSynthesis = (id: string | null, version: string) =>
  useQuery({ ...synthesisQuery(id ?? "", version), enabled: id !== null, placeholderData: keepPreviousData });
