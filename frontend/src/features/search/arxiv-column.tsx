import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "@/shared/api/client";
import type { ArxivResult } from "@/shared/api/types";
import { formatNumber, plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PAGE_SIZE, arxivQuery } from "./api/search-arxiv";
import type { Basket } from "./basket";
import { ColumnHead } from "./column-head";
import type { SearchFields } from "./parse-query";
import { ResultRow } from "./result-row";
import classes from "./search-page.module.css";

type Props = { fields: SearchFields; start: number; onStart: (start: number) => void; basket: Basket };

const chosen = (paper: ArxivResult) => ({ key: paper.arxiv_id, title: paper.title, inLibrary: paper.in_library });

/** What went wrong between here and arXiv, as a heading; the server's sentence stands below it. */
function problemTitle(error: Error): string {
  if (!(error instanceof ApiError)) return "The search failed";
  if (error.status === 400) return "arXiv cannot search for this";
  if (error.status === 429 || error.code.includes("rate")) return "arXiv asks for a pause";
  if (error.status === 0) return "No connection";
  return "arXiv does not answer at the moment";
}

function Pager({ start, shown, total, onStart }: { start: number; shown: number; total: number; onStart: (start: number) => void }) {
  return (
    <Group justify="space-between" className={classes.pager}>
      <Text size="sm" c="dimmed">
        {formatNumber(start + 1)}–{formatNumber(start + shown)} of {formatNumber(total)}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconChevronLeft size={14} />}
          disabled={start === 0}
          onClick={() => {
            onStart(Math.max(0, start - PAGE_SIZE));
          }}
        >
          Previous
        </Button>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronRight size={14} />}
          disabled={start + shown >= total}
          onClick={() => {
            onStart(start + PAGE_SIZE);
          }}
        >
          Next
        </Button>
      </Group>
    </Group>
  );
}

/** What arXiv has for the search. */
export function ArxivColumn({ fields, start, onStart, basket }: Props) {
  const page = useQuery(arxivQuery(fields, start));
  if (page.isPending) {
    return (
      <>
        <ColumnHead title="arXiv" note="Asking arXiv, which takes one request every three seconds…" />
        <ListSkeleton label="Asking arXiv" />
      </>
    );
  }
  if (page.isError) {
    return (
      <>
        <ColumnHead title="arXiv" />
        <ErrorState
          title={problemTitle(page.error)}
          error={page.error}
          onRetry={() => void page.refetch()}
          busy={page.isFetching}
        />
      </>
    );
  }
  const { results, total, missing, problems } = page.data;
  const choosable = results.filter((paper) => !basket.has(paper.arxiv_id));
  return (
    <>
      <ColumnHead
        title="arXiv"
        note={plural(total, "paper")}
        action={
          choosable.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                basket.add(choosable.map(chosen));
              }}
            >
              Choose all {results.length}
            </Button>
          )
        }
      />
      {[...problems, ...missing.map((id) => `arXiv has no paper ${id}.`)].map((sentence) => (
        <Text key={sentence} size="sm" className={classes.problem} role="status">
          {sentence}
        </Text>
      ))}
      {results.length === 0 ? (
        <EmptyState icon={<IconSearchOff size={24} />} title="arXiv has no such paper">
          {fields.ids.length > 0
            ? "No paper has one of these ids. Check them for a mistyped digit."
            : "Try fewer or other words, or take a filter away."}
        </EmptyState>
      ) : (
        <ul className={classes.list} aria-busy={page.isFetching}>
          {results.map((paper) => (
            <ResultRow
              key={paper.arxiv_id}
              paper={paper}
              inLibrary={paper.in_library}
              mark
              abstract={paper.abstract}
              chosen={basket.has(paper.arxiv_id)}
              onToggle={() => {
                basket.toggle(chosen(paper));
              }}
            />
          ))}
        </ul>
      )}
      {total > PAGE_SIZE && results.length > 0 && (
        <Pager start={start} shown={results.length} total={total} onStart={onStart} />
      )}
    </>
  );
}
