import { Skeleton } from "@mantine/core";
import { useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { usePaper } from "@/shared/api/paper";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import classes from "./paper-page.module.css";
import { PaperReport } from "./paper-report";

/** `/papers/<key>`: one paper with its report. */
export function PaperPage() {
  const key = useParams()["*"]?.replace(/\/+$/, "") ?? "";
  const paper = usePaper(key);
  useDocumentTitle(paper.data?.title);
  if (paper.isPending) {
    return (
      <Page wide>
        <div className={classes.skeleton} role="status" aria-label="Loading the paper">
          <Skeleton height={28} width="60%" />
          <Skeleton height={16} width="40%" />
          <Skeleton height={220} mt="md" />
          <Skeleton height={320} />
        </div>
      </Page>
    );
  }
  if (paper.isError) {
    if (paper.error instanceof ApiError && paper.error.status === 404) {
      return <NotFound title="There is no such paper">{`The library has no paper “${key}”. It can be found on arXiv and imported from Search.`}</NotFound>;
    }
    return <ErrorState error={paper.error} onRetry={() => void paper.refetch()} busy={paper.isFetching} />;
  }
  return <PaperReport key={paper.data.arxiv_id} paper={paper.data} />;
}
