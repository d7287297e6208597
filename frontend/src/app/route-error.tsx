import { Button } from "@mantine/core";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { NotFound } from "@/shared/ui/not-found";

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error("Something unexpected happened while drawing this page.");
}

/** The last line of defence: a page whose own code failed, or whose chunk could not be loaded. */
export function RouteError() {
  const error = useRouteError();
  useDocumentTitle("Error");
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <ErrorState
      order={1}
      title="This page failed"
      error={asError(error)}
      onRetry={() => {
        window.location.reload();
      }}
    >
      <Button component="a" href="/search" variant="subtle" mt="xs">
        Go to the search instead
      </Button>
    </ErrorState>
  );
}
