import { Button, Checkbox } from "@mantine/core";
import { IconBooks, IconFilterOff } from "@tabler/icons-react";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "react-router";
import type { PageOf, PaperSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { LoadMore } from "@/shared/ui/load-more";
import classes from "./library-page.module.css";
import { type ChangeState, type LibraryState, NAMES } from "./library-state";
import { PaperRow } from "./paper-row";
import type { Selection } from "./selection";

type Props = {
  papers: UseInfiniteQueryResult<InfiniteData<PageOf<PaperSummary>>>;
  rows: PaperSummary[];
  filtered: boolean;
  state: LibraryState;
  selection: Selection;
  onChange: ChangeState;
};

function Nothing({ filtered, onChange }: Pick<Props, "filtered" | "onChange">) {
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={22} />}
        title="No paper fits"
        action={
          <Button variant="default" onClick={() => onChange(Object.fromEntries(NAMES.map((name) => [name, null])))}>
            Clear the filters
          </Button>
        }
      >
        Nothing in the library matches the words and filters above.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconBooks size={22} />}
      title="The library is empty"
      action={
        <Button component={Link} to="/search">
          Search arXiv
        </Button>
      }
    >
      Import papers from arXiv, or from a BibTeX or RIS file of yours.
    </EmptyState>
  );
}

/** The foot of the list: more when there is more, else how many there are, and why a search ends early. */
function Foot({ papers, rows, state }: Pick<Props, "papers" | "rows" | "state">) {
  if (papers.hasNextPage) {
    return (
      <LoadMore
        busy={papers.isFetchingNextPage}
        failed={papers.isFetchNextPageError}
        onMore={() => void papers.fetchNextPage()}
        label="Show more papers"
      />
    );
  }
  const cut = state.q !== "" && state.ordering === "" && rows.length >= 200;
  return (
    <div className={classes.foot}>
      {cut ? "The 200 best matches. Choose another order to see every match." : plural(rows.length, "paper")}
    </div>
  );
}

/** The table of papers, or what stands in its place. */
export function LibraryList({ papers, rows, filtered, state, selection, onChange }: Props) {
  if (papers.isPending) return <ListSkeleton label="Loading papers" rows={12} />;
  if (papers.isError && rows.length === 0) {
    return <ErrorState error={papers.error} onRetry={() => void papers.refetch()} busy={papers.isFetching} />;
  }
  if (rows.length === 0) return <Nothing filtered={filtered} onChange={onChange} />;
  const count = selection.papers.size;
  return (
    <>
      <table className={classes.table} aria-busy={papers.isPlaceholderData}>
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                aria-label="Select all papers shown"
                checked={count > 0 && rows.every((row) => selection.papers.has(row.arxiv_id))}
                indeterminate={count > 0 && !rows.every((row) => selection.papers.has(row.arxiv_id))}
                onChange={(event) => selection.setAll(event.currentTarget.checked)}
              />
            </th>
            <th scope="col">Paper</th>
            <th scope="col" className={classes.wide}>
              Published
            </th>
            <th scope="col" className={classes.wide}>
              Category
            </th>
            <th scope="col" className={classes.wide}>
              Key terms
            </th>
            <th scope="col" className={classes.wide}>
              Collections and tags
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((paper) => (
            <PaperRow
              key={paper.arxiv_id}
              paper={paper}
              selected={selection.papers.has(paper.arxiv_id)}
              onToggle={selection.toggle}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
      <Foot papers={papers} rows={rows} state={state} />
    </>
  );
}
