import { useQueryClient } from "@tanstack/react-query";
import { collectionsQuery, useCreateCollection } from "./collections";
import type { Collection } from "./types";

/** A function that gives the collection of a name, in any case, and makes it when there is none. */
export function useCollectionByName(): (name: string) => Promise<Collection> {
  const client = useQueryClient();
  const create = useCreateCollection();
  return async (name) => {
    const known = await client.ensureQueryData(collectionsQuery());
    const wanted = name.trim().toLowerCase();
    return known.results.find((each) => each.name.toLowerCase() === wanted) ?? create.mutateAsync({ name: name.trim() });
  };
}
