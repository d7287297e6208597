import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Difference } from "@/shared/api/types";

interface Text {
  mermaid: string;
  version: number;
}

/** What a text would change; asked for again whenever the text is another. Errors say line and column. */
export function useEditPreview(synthesis: string, { mermaid, version }: Text, enabled: boolean) {
  return useQuery({
    queryKey: ["edit-preview", synthesis, version, mermaid],
    queryFn: () => api.post<Difference>(`/api/syntheses/${synthesis}/edits/preview/`, { mermaid, version }),
    enabled,
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}

export const useCompare = (synthesis: string, before: number, after: number, enabled: boolean) =>
  useQuery({
    queryKey: ["synthesis-compare", synthesis, before, after],
    queryFn: ({ signal }) => api.get<Difference>(`/api/syntheses/${synthesis}/compare/`, { before, after }, signal),
    enabled,
  });

function useNewVersion<Body>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => api.post<{ version: number; tree: string }>(path, body),
    onSuccess: () =>
      Promise.all(["synthesis", "syntheses", "trees"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Stores an edited text as a new version. */
export const useApplyEdits = (synthesis: string) => useNewVersion<Text>(`/api/syntheses/${synthesis}/edits/`);

/** Makes an older version the newest once more. */
export const useRestore = (synthesis: string) => useNewVersion<{ version: number }>(`/api/syntheses/${synthesis}/restore/`);
