import { Button } from "@mantine/core";
import { IconTrees } from "@tabler/icons-react";
import { Link, Navigate } from "react-router";
import { useCollections } from "@/shared/api/collections";
import type { Collection } from "@/shared/api/types";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";

/** The collection to open first: the newest that has been merged, else the newest with papers. */
function firstToShow(collections: readonly Collection[]): Collection | undefined {
  const newest = [...collections].sort((left, right) => right.created_at.localeCompare(left.created_at));
  return newest.find((each) => each.synthesis !== null) ?? newest.find((each) => each.papers > 0);
}

/** `/`: leads to the collection worth seeing first, or says how to get one. */
export function HomePage() {
  useDocumentTitle(null);
  const collections = useCollections();
  if (collections.isPending) {
    return (
      <Page>
        <ListSkeleton label="Opening your newest collection" />
      </Page>
    );
  }
  if (collections.isError) {
    return <ErrorState error={collections.error} onRetry={() => void collections.refetch()} busy={collections.isFetching} />;
  }
  const first = firstToShow(collections.data.results);
  if (first !== undefined) return <Navigate to={`/collections/${first.id}`} replace />;
  return (
    <EmptyState
      order={1}
      icon={<IconTrees size={24} />}
      title="Start with a few papers"
      action={
        <>
          <Button component={Link} to="/search">
            Search arXiv
          </Button>
          <Button component={Link} to="/library" variant="default">
            Open the library
          </Button>
        </>
      }
    >
      Find papers on arXiv, put them into a collection, and merge their trees of key ideas into one diagram.
    </EmptyState>
  );
}
