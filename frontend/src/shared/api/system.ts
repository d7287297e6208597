import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import type { SystemInfo } from "./types";

export const systemQuery = () =>
  queryOptions({
    queryKey: ["system"],
    queryFn: ({ signal }) => api.get<SystemInfo>("/api/system/", undefined, signal),
    staleTime: 60_000,
  });

export const useSystem = () => useQuery(systemQuery());
