import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, keyPath } from "./client";
import type { PageOf, Paper, Tag } from "./types";

export const tagsQuery = () =>
  queryOptions({
    queryKey: ["tags"],
    queryFn: ({ signal }) => api.get<PageOf<Tag>>("/api/tags/", { page_size: 200 }, signal),
  });

export const useTags = () => useQuery(tagsQuery());

/** Sets the whole list of a paper's tags. */
export function useSetTags() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, tags }: { key: string; tags: string[] }) =>
      api.patch<Paper>(`/api/papers/${keyPath(key)}/`, { tags }),
    onSuccess: () =>
      Promise.all(["tags", "papers", "paper"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
