import { Button, Group, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconFileImport } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { JobCard } from "@/shared/ui/job-card";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { ArxivColumn } from "./arxiv-column";
import { useBasket } from "./basket";
import { BasketBar } from "./basket-bar";
import { FilterRow } from "./filter-row";
import { ImportModal } from "./import-modal";
import { LibraryColumn } from "./library-column";
import { type Filters, combine, isEmpty, parseQuery } from "./parse-query";
import { SaveSearchButton } from "./save-search-button";
import { SavedHits } from "./saved-hits";
import { SearchBox } from "./search-box";
import classes from "./search-page.module.css";
import { SearchStart } from "./search-start";

const NAMES = ["q", "title", "author", "category", "from", "to", "start", "side", "job", "import", "saved"] as const;

/** A page number out of the address; anything else means the beginning. */
const startOf = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : 0);

/** Search arXiv and the library side by side, choose papers, import them. */
export function SearchPage() {
  const [state, change] = useUrlState(NAMES);
  const { q, title, author, category, from, to } = state;
  const fields = useMemo(
    () => combine(parseQuery(q), { title, author, category, from, to }),
    [q, title, author, category, from, to],
  );
  const filters: Filters = { title, author, category, from, to };
  const filterCount = Object.values(filters).filter((value) => value !== "").length;
  const [filtersOpen, setFiltersOpen] = useState(filterCount > 0);
  const narrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const basket = useBasket();
  const mayWrite = useMayWrite();
  const nothing = isEmpty(fields);
  const side = state.side === "library" ? "library" : "arxiv";
  useDocumentTitle(q === "" ? "Search" : `${q} · Search`);

  const arxiv = (
    <ArxivColumn
      fields={fields}
      start={startOf(state.start)}
      onStart={(start) => {
        change({ start: start === 0 ? null : String(start) }, { push: true });
        window.scrollTo({ top: 0 });
      }}
      basket={basket}
    />
  );
  const library = <LibraryColumn fields={fields} basket={basket} />;

  return (
    <Page wide>
      <h1 className={classes.title}>Search</h1>
      <SearchBox
        key={q}
        query={q}
        onSearch={(query) => {
          change({ q: query, start: null, saved: null }, { push: true });
        }}
      />
      <Group gap="xs" className={classes.tools}>
        <Button
          size="xs"
          variant={filterCount > 0 ? "light" : "subtle"}
          color={filterCount > 0 ? "green" : "gray"}
          leftSection={<IconAdjustmentsHorizontal size={15} />}
          aria-expanded={filtersOpen}
          aria-controls="search-filters"
          onClick={() => {
            setFiltersOpen(!filtersOpen);
          }}
        >
          {filterCount > 0 ? `Filters (${filterCount})` : "Filters"}
        </Button>
        {mayWrite && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconFileImport size={15} />}
            onClick={() => {
              change({ import: "file" }, { push: true });
            }}
          >
            Import a file or text
          </Button>
        )}
        {!nothing && <SaveSearchButton fields={fields} name={q} />}
      </Group>
      {filtersOpen && (
        <FilterRow
          key={Object.values(filters).join("|")}
          filters={filters}
          onApply={(values) => {
            change({ ...values, start: null }, { push: true });
          }}
        />
      )}
      {state.job !== "" && (
        <div className={classes.job}>
          <JobCard id={state.job}>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => {
                change({ job: null });
              }}
            >
              Hide
            </Button>
          </JobCard>
        </div>
      )}
      {nothing && state.saved !== "" && <SavedHits id={Number(state.saved)} basket={basket} />}
      {nothing && state.saved === "" && (
        <SearchStart
          onSearch={(query) => {
            change({ q: query, start: null, saved: null }, { push: true });
          }}
        />
      )}
      {!nothing && narrow && (
        <SegmentedControl
          fullWidth
          mb="sm"
          aria-label="Where"
          data={[
            { value: "arxiv", label: "arXiv" },
            { value: "library", label: "Library" },
          ]}
          value={side}
          onChange={(value) => {
            change({ side: value === "arxiv" ? null : value });
          }}
        />
      )}
      {!nothing && (
        <div className={classes.columns}>
          {(!narrow || side === "arxiv") && (
            <Panel flush label="arXiv">
              {arxiv}
            </Panel>
          )}
          {(!narrow || side === "library") && (
            <Panel flush label="Library">
              {library}
            </Panel>
          )}
        </div>
      )}
      <BasketBar
        basket={basket}
        onJob={(job) => {
          change({ job }, { push: true });
          window.scrollTo({ top: 0 });
        }}
      />
      <ImportModal
        opened={mayWrite && state.import === "file"}
        onClose={() => {
          change({ import: null });
        }}
        onJob={(job) => {
          change({ job, import: null });
        }}
      />
    </Page>
  );
}
