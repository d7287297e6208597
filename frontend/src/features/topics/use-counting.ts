import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/shared/api/client";
import type { ConceptPage, PaperPage } from "@/shared/api/types";
import type { TopicRow } from "./topic-types";
import { topicsQuery } from "./topics-api";

/** How often to look again while papers are counted. */
const PACE = 5_000;

/**
 * Whether the library has papers but no concept yet: then the first reading is still under way, and a zero would be
 * untrue. The topics are asked for again until it is over.
 */
export function useCounting(topics: readonly Pick<TopicRow, "papers">[] | undefined): boolean {
  const client = useQueryClient();
  const none = topics !== undefined && topics.length > 0 && topics.every((topic) => topic.papers === 0);
  const counting = useQuery({
    queryKey: ["concepts", "counting"],
    queryFn: async ({ signal }) => {
      const one = { page_size: 1 };
      const [concepts, papers] = await Promise.all([
        api.get<ConceptPage>("/api/concepts/", one, signal),
        api.get<PaperPage>("/api/papers/", one, signal),
      ]);
      return concepts.results.length === 0 && papers.results.length > 0;
    },
    enabled: none,
    refetchInterval: ({ state }) => (state.data === true ? PACE : false),
  });
  const still = none && counting.data === true;
  useEffect(() => {
    if (!still) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: topicsQuery().queryKey }), PACE);
    return () => clearInterval(timer);
  }, [still, client]);
  return still;
}
