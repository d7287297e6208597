import { Badge, Text } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { Link } from "react-router";
import { useCollections } from "@/shared/api/collections";
import { useMayWrite } from "@/shared/api/may-write";
import { formatAgo, plural } from "@/shared/lib/format";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { ViewerNote } from "@/shared/ui/viewer-note";
import classes from "./collections-page.module.css";
import { CreateCollection } from "./create-collection";

/** `/collections`: every named set of papers. */
export function CollectionsPage() {
  useDocumentTitle("Collections");
  const collections = useCollections();
  const mayWrite = useMayWrite();
  return (
    <Page wide>
      <PageHeader
        title="Collections"
        description="Named sets of papers. Each can be merged into one diagram."
        actions={mayWrite ? <CreateCollection /> : <ViewerNote not="make new ones" />}
      />
      {collections.isPending && <ListSkeleton label="Loading the collections" />}
      {collections.isError && (
        <ErrorState error={collections.error} onRetry={() => void collections.refetch()} busy={collections.isFetching} />
      )}
      {collections.data?.results.length === 0 && (
        <EmptyState icon={<IconFolder size={24} />} title="No collections yet">
          Make one here, or choose papers in <Link to="/search">Search</Link> and put them into a new one.
        </EmptyState>
      )}
      <ul className={classes.grid}>
        {collections.data?.results.map((one) => (
          <li key={one.id}>
            <Link to={`/collections/${one.id}`} className={classes.card}>
              <span className={classes.name}>{one.name}</span>
              <Text span size="sm" className={classes.about} lineClamp={3}>
                {one.description}
              </Text>
              <span className={classes.foot}>
                <span>
                  {plural(one.papers, "paper")} · {formatAgo(one.modified_at)}
                </span>
                {one.synthesis === null ? (
                  <Badge variant="default" style={{ flex: "none" }}>not merged</Badge>
                ) : (
                  <Badge variant="light" style={{ flex: "none" }}>merged</Badge>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
