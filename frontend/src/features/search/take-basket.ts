import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useChangeCollectionPapers } from "@/shared/api/collection-papers";
import { useCollectionByName } from "@/shared/api/use-collection-by-name";
import { plural } from "@/shared/lib/format";
import { useStartImport } from "./api/start-import";
import type { Chosen } from "./basket";

type Request = { papers: readonly Chosen[]; name: string };

/**
 * Puts the chosen papers where they belong: those of the library straight into the collection, the others by an import
 * that ends in it. Gives the id of the import's job, or null when none was needed.
 */
export function useTakeBasket() {
  const collectionByName = useCollectionByName();
  const change = useChangeCollectionPapers();
  const start = useStartImport();
  return useMutation({
    mutationFn: async ({ papers, name }: Request): Promise<string | null> => {
      const collection = name.trim() === "" ? null : await collectionByName(name);
      const present = papers.filter((paper) => paper.inLibrary).map((paper) => paper.key);
      const missing = papers.filter((paper) => !paper.inLibrary).map((paper) => paper.key);
      if (collection !== null && present.length > 0) {
        const { added } = await change.mutateAsync({ collection: collection.id, add: present });
        notifications.show({ message: `${plural(added, "paper")} added to “${collection.name}”.`, color: "green" });
      }
      if (missing.length === 0) return null;
      const { job } = await start.mutateAsync({ source: "arxiv", ids: missing, collection: collection?.id });
      return job;
    },
  });
}
