import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "./client";
import type { Paper } from "./types";

export const paperQuery = (key: string) =>
  queryOptions({
    queryKey: ["paper", key],
    queryFn: ({ signal }) => api.get<Paper>(`/api/papers/${keyPath(key)}/`, undefined, signal),
  });

export const usePaper = (key: string) => useQuery(paperQuery(key));
