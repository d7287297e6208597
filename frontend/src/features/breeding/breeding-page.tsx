import { useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { useBreeding } from "./api";
import { BreedingHead } from "./breeding-head";
import { ChildrenBoard } from "./children-board";
import { GenerationsPanel } from "./generations-panel";

/** `/breedings/<id>`: the generations as they come, their children to choose from, and what can be done with them. */
export function BreedingPage() {
  const { id = "" } = useParams();
  const breeding = useBreeding(id);
  useDocumentTitle(breeding.data?.title);
  if (breeding.error instanceof ApiError && breeding.error.status === 404) return <NotFound title="There is no such breeding" />;
  if (breeding.isPending) return <ListSkeleton label="Loading the breeding" />;
  if (breeding.isError) {
    return <ErrorState error={breeding.error} onRetry={() => void breeding.refetch()} busy={breeding.isFetching} />;
  }
  const busy = breeding.data.state === "queued" || breeding.data.state === "running";
  return (
    <Page wide>
      <BreedingHead breeding={breeding.data} busy={busy} />
      <GenerationsPanel key={breeding.data.job} breeding={breeding.data} />
      <ChildrenBoard breeding={breeding.data} busy={busy} />
    </Page>
  );
}
