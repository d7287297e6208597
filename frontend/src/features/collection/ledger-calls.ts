import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Concept, ConceptPage } from "@/shared/api/types";

/** As many forms as the server takes at once. */
const MOST_FORMS = 100;

const path = (id: string) => `/api/concepts/${id}/`;

/** The concepts that have one of these forms, those of most papers first. */
export function useConceptsOf(forms: readonly string[]) {
  const search = new URLSearchParams(forms.slice(0, MOST_FORMS).map((form) => ["form", form]));
  return useQuery({
    queryKey: ["concepts", search.toString()],
    queryFn: ({ signal }) => api.get<ConceptPage>(`/api/concepts/?${search.toString()}`, {}, signal),
    enabled: forms.length > 0,
  });
}

const conceptQuery = (id: string) =>
  queryOptions({ queryKey: ["concept", id], queryFn: ({ signal }) => api.get<Concept>(path(id), {}, signal) });

export const useConcept = (id: string) => useQuery(conceptQuery(id));

/** How many of the concepts found are shown. */
export const MOST_FOUND = 8;

/** The concepts that hold these words, those of most papers first; asked once there are two letters. */
export function useConceptSearch(words: string) {
  const q = words.trim();
  return useQuery({
    queryKey: ["concepts", "search", q],
    // One more than is shown, since the concept itself is left out.
    queryFn: ({ signal }) => api.get<ConceptPage>("/api/concepts/", { q, page_size: MOST_FOUND + 1 }, signal),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
}

function useDecision<Body>(id: string, action: "split" | "merge" | "undo") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => api.post<{ concept: string }>(`${path(id)}${action}/`, body),
    onSuccess: () => Promise.all(["concepts", "concept"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Makes a form a concept of its own. */
export const useSplit = (id: string) => useDecision<{ forms: string[] }>(id, "split");

/** Makes another concept part of this one. */
export const useJoin = (id: string) => useDecision<{ other: string }>(id, "merge");

/** Takes a person's decision back. */
export const useUndo = (id: string) => useDecision<{ number: number }>(id, "undo");
