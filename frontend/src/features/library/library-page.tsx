import { Button } from "@mantine/core";
import { IconFileImport, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import { papersQuery } from "@/shared/api/papers";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { SearchMode } from "@/shared/ui/search-mode";
import { LibraryFilters } from "./library-filters";
import { LibraryList } from "./library-list";
import { NAMES, isFiltered } from "./library-state";
import { useSelection } from "./selection";
import { SelectionBar } from "./selection-bar";

/** Every paper of the library: filters, order, and what can be done with several at once. */
export function LibraryPage() {
  useDocumentTitle("Library");
  const [state, change] = useUrlState(NAMES);
  const papers = useInfiniteQuery({ ...papersQuery(state), placeholderData: (previous) => previous });
  const rows = papers.data?.pages.flatMap((page) => page.results) ?? [];
  const selection = useSelection(rows);
  const mayWrite = useMayWrite();
  return (
    <Page wide>
      <PageHeader
        title="Library"
        description="Every paper you have imported."
        actions={
          <>
            {mayWrite && (
              <Button component={Link} to="/search?import=file" variant="default" leftSection={<IconFileImport size={16} />}>
                Import a file
              </Button>
            )}
            <Button component={Link} to="/search" leftSection={<IconSearch size={16} />}>
              Find papers
            </Button>
          </>
        }
      />
      <LibraryFilters state={state} onChange={change} />
      <SearchMode mode={papers.data?.pages[0]?.mode} />
      <Panel flush label="Papers">
        <LibraryList
          papers={papers}
          rows={rows}
          filtered={isFiltered(state)}
          state={state}
          selection={selection}
          onChange={change}
        />
      </Panel>
      <SelectionBar selection={selection} />
    </Page>
  );
}
