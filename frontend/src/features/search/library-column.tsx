import { Badge, Button, Group } from "@mantine/core";
import { IconBooks } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { papersQuery } from "@/shared/api/papers";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { SearchMode } from "@/shared/ui/search-mode";
import { libraryFilters } from "./api/search-arxiv";
import type { Basket } from "./basket";
import { ColumnHead } from "./column-head";
import { type SearchFields, isEmpty } from "./parse-query";
import { ResultRow } from "./result-row";
import rowClasses from "./result-row.module.css";
import classes from "./search-page.module.css";

/** What the library has for the search, best first. */
export function LibraryColumn({ fields, basket }: { fields: SearchFields; basket: Basket }) {
  const papers = useInfiniteQuery({ ...papersQuery(libraryFilters(fields), 25), enabled: !isEmpty(fields) });
  if (papers.isPending) {
    return (
      <>
        <ColumnHead title="Library" note="Searching…" />
        <ListSkeleton label="Searching the library" />
      </>
    );
  }
  if (papers.isError) {
    return (
      <>
        <ColumnHead title="Library" />
        <ErrorState
          title="The library could not be searched"
          error={papers.error}
          onRetry={() => void papers.refetch()}
          busy={papers.isFetching}
        />
      </>
    );
  }
  const rows = papers.data.pages.flatMap((page) => page.results);
  return (
    <>
      <ColumnHead title="Library" note={papers.hasNextPage ? `${rows.length} shown` : plural(rows.length, "paper")} />
      <div className={classes.mode}>
        <SearchMode mode={papers.data.pages[0]?.mode} />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={<IconBooks size={24} />} title="Nothing here yet">
          The library has no paper for this search. Choose some from arXiv to import them.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {rows.map((paper) => (
            <ResultRow
              key={paper.arxiv_id}
              paper={paper}
              inLibrary
              chosen={basket.has(paper.arxiv_id)}
              onToggle={() => {
                basket.toggle({ key: paper.arxiv_id, title: paper.title, inLibrary: true });
              }}
            >
              {paper.terms.length > 0 && (
                <div className={rowClasses.terms}>
                  {paper.terms.map((term) => (
                    <Badge key={term} variant="default" size="sm">
                      {term}
                    </Badge>
                  ))}
                </div>
              )}
            </ResultRow>
          ))}
        </ul>
      )}
      {papers.hasNextPage && (
        <Group justify="center" className={classes.pager}>
          <Button size="xs" variant="default" loading={papers.isFetchingNextPage} onClick={() => void papers.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}
