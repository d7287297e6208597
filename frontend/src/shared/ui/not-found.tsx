import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { EmptyState } from "./empty-state";

type Props = { title?: string; children?: string };

/** Shown for an address that leads nowhere, and by pages whose thing is gone. */
export function NotFound({ title = "There is no page here", children }: Props) {
  useDocumentTitle("Not found");
  return (
    <EmptyState
      order={1}
      icon={<IconMapOff size={24} />}
      title={title}
      action={
        <>
          <Button component={Link} to="/search">
            Search papers
          </Button>
          <Button component={Link} to="/library" variant="default">
            Open the library
          </Button>
        </>
      }
    >
      {children ?? "The address may be mistyped, or what it showed was deleted."}
    </EmptyState>
  );
}
