import { useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { CollectionView } from "./collection-view";
import { useCollection } from "./get-collection";

/** `/collections/<id>`. */
export function CollectionPage() {
  const id = Number(useParams().id);
  const known = Number.isSafeInteger(id) && id > 0;
  const collection = useCollection(known ? id : 0);
  useDocumentTitle(collection.data?.name);
  if (!known || (collection.error instanceof ApiError && collection.error.status === 404)) {
    return <NotFound title="There is no such collection" />;
  }
  if (collection.isPending) return <ListSkeleton label="Loading the collection" />;
  if (collection.isError) {
    return <ErrorState error={collection.error} onRetry={() => void collection.refetch()} busy={collection.isFetching} />;
  }
  return <CollectionView key={collection.data.id} collection={collection.data} />;
}
