import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";

export type CitationFormat = "bibtex" | "ris" | "csl";

export function exportPath(key: string, format: CitationFormat | "md"): string {
  return `/api/papers/${keyPath(key)}/export/?format=${format}`;
}

export const citationQuery = (key: string, format: CitationFormat) =>
  queryOptions({
    queryKey: ["paper", key, "citation", format],
    queryFn: ({ signal }) => api.text(`/api/papers/${keyPath(key)}/export/`, { format }, signal),
  });

export const useCitation = (key: string, format: CitationFormat, enabled: boolean) =>
  useQuery({ ...citationQuery(key, format), enabled });
