import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { cursorOf } from "@/shared/api/cursor";
import type { Breeding, BreedingRequest, BreedingStarted, BreedingSummary, PageOf } from "@/shared/api/types";

export const breedingsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["breedings", "list"],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<BreedingSummary>>("/api/breedings/", { cursor: pageParam, page_size: 20 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => cursorOf(page.next),
  });

export const useBreedings = () => useInfiniteQuery(breedingsQuery());

export const breedingQuery = (id: string) =>
  queryOptions({
    queryKey: ["breedings", "one", id],
    queryFn: ({ signal }) => api.get<Breeding>(`/api/breedings/${encodeURIComponent(id)}/`, undefined, signal),
  });

export const useBreeding = (id: string) => useQuery(breedingQuery(id));

export function useStartBreeding() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BreedingRequest) => api.post<BreedingStarted>("/api/breedings/", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["breedings"] }),
  });
}

export type Choice = { keep: string[]; more: string[]; less: string[]; generations: number };

export function useBreedOn(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: Choice) => api.post<BreedingStarted>(`/api/breedings/${id}/select/`, choice),
    onSuccess: () => client.invalidateQueries({ queryKey: ["breedings"] }),
  });
}

export type BreedingChange = { title?: string; kept?: string[] };

/** Another title, or which children are kept; shown at once and taken back when the server refuses. */
export function useChangeBreeding(id: string) {
  const client = useQueryClient();
  const key = breedingQuery(id).queryKey;
  return useMutation({
    mutationFn: (change: BreedingChange) => api.patch<Breeding>(`/api/breedings/${id}/`, change),
    onMutate: async ({ kept }: BreedingChange) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      if (before !== undefined && kept !== undefined) {
        const children = before.children.map((child) => ({ ...child, kept: kept.includes(child.id) }));
        client.setQueryData(key, { ...before, children });
      }
      return { before };
    },
    onError: (_error, _change, context) => client.setQueryData(key, context?.before),
    onSuccess: (breeding) => client.setQueryData(key, breeding),
  });
}

export function useDeleteBreeding(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/breedings/${id}/`),
    onSuccess: () => {
      client.removeQueries({ queryKey: breedingQuery(id).queryKey });
      return Promise.all([
        client.invalidateQueries({ queryKey: ["breedings", "list"] }),
        client.invalidateQueries({ queryKey: ["trees"] }),
      ]);
    },
  });
}

/** Where the recipe of a breeding, or of one child of it, can be downloaded. */
export const recipeLink = (breeding: string, child?: string): string =>
  `/api/breedings/${breeding}/recipe/${child === undefined ? "" : `?child=${child}`}`;
