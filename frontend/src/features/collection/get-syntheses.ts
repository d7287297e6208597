import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { PageOf, SynthesisSummary } from "@/shared/api/types";

/** What a collection was merged into: one synthesis for each question, last changed first. */
export const synthesesQuery = (collection: number) =>
  queryOptions({
    queryKey: ["syntheses", collection],
    queryFn: ({ signal }) =>
      api.get<PageOf<SynthesisSummary>>("/api/syntheses/", { collection, page_size: 50 }, signal),
  });

export const useSyntheses = (collection: number) => useQuery(synthesesQuery(collection));
