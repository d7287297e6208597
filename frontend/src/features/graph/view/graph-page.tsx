import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { viewQuery } from "../api/graph-calls";
import type { Look } from "../look/look";
import { readLook } from "../look/look-url";
import { readState } from "../look/view-state";
import { GraphView } from "./graph-view";

/** `/graph` with its state in the address, and `/graph/v/<short>` for a saved view. */
export function GraphPage() {
  const rest = useParams()["*"] ?? "";
  const found = /^v\/([^/]+)$/.exec(rest);
  if (found?.[1] !== undefined) return <SavedGraph key={found[1]} short={found[1]} />;
  return rest === "" ? <FreshGraph /> : <NotFound />;
}

const readAddress = (search: string): Look => readLook(new URLSearchParams(search));

function FreshGraph() {
  useDocumentTitle("Graph");
  return <GraphView read={readAddress} />;
}

function SavedGraph({ short }: { short: string }) {
  const view = useQuery(viewQuery(short));
  useDocumentTitle(view.data?.name ?? "Graph");
  const saved = useMemo(() => (view.data === undefined ? null : readState(view.data.state)), [view.data]);
  // What was changed since stands in the address, the places in the view.
  const read = useCallback((search: string): Look => (search === "" && saved ? saved : { ...readAddress(search), places: saved?.places ?? null }), [saved]);
  if (view.error instanceof ApiError && view.error.status === 404) return <NotFound title="There is no such view" />;
  if (view.isPending) return <ListSkeleton label="Loading the view" />;
  if (view.isError) return <ErrorState error={view.error} onRetry={() => void view.refetch()} busy={view.isFetching} />;
  if (saved === null) return <ErrorState title="This view cannot be shown" error={new Error("What was saved is of a form that this page does not know.")} />;
  return <GraphView read={read} name={view.data.name} />;
}
