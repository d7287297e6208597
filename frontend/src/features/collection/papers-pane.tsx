import { Button, Checkbox, CloseButton, NativeSelect, Text, TextInput } from "@mantine/core";
import { IconFilter, IconPlus } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import { Link } from "react-router";
import { useChangeCollectionPapers } from "@/shared/api/collection-papers";
import { useMayWrite } from "@/shared/api/may-write";
import type { Collection, PaperSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { matchesFilter, type PaperSort, sortPapers, SORTS } from "./paper-list";
import { PaperRow } from "./paper-row";
import classes from "./papers-pane.module.css";
import { tellTakenOut } from "./taken-out";

interface Props {
  collection: Collection;
  papers: readonly PaperSummary[];
  nodes: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  filter: string;
  onFilter: (filter: string) => void;
  sort: PaperSort;
  onSort: (sort: PaperSort) => void;
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  /** Papers of what is hovered or selected in the map. */
  lit: ReadonlySet<string>;
  revealFirst: boolean;
  onHover: (key: string | null) => void;
}

/** The papers of the collection: filter, sort, tick, take out; pointing at one lights its nodes in the map. */
export function PapersPane(props: Props) {
  const { collection, papers, nodes, filter, sort, ticked, onTicked, lit, revealFirst, onHover } = props;
  const change = useChangeCollectionPapers();
  const mayWrite = useMayWrite();
  const shown = useMemo(
    () => sortPapers(papers.filter((paper) => matchesFilter(paper, filter)), sort, nodes ?? new Map()),
    [papers, filter, sort, nodes],
  );
  const tick = useCallback(
    (key: string) => {
      const next = new Set(ticked);
      if (!next.delete(key)) next.add(key);
      onTicked(next);
    },
    [ticked, onTicked],
  );
  const first = revealFirst ? shown.find((paper) => lit.has(paper.arxiv_id))?.arxiv_id : undefined;
  const all = shown.length > 0 && shown.every((paper) => ticked.has(paper.arxiv_id));
  const remove = (): void => {
    const keys = [...ticked];
    const putBack = (): void => change.mutate({ collection: collection.id, add: keys });
    const done = (): void => {
      onTicked(new Set());
      tellTakenOut(keys.length, collection.name, putBack);
    };
    change.mutate({ collection: collection.id, remove: keys }, { onSuccess: done });
  };

  return (
    <section className={classes.pane} aria-label="Papers">
      <div className={classes.tools}>
        <TextInput
          size="xs"
          aria-label="Filter papers"
          placeholder="Filter by title, author, term"
          leftSection={<IconFilter size={14} />}
          rightSection={filter === "" ? undefined : <CloseButton size="xs" aria-label="Clear the filter" onClick={() => props.onFilter("")} />}
          value={filter}
          onChange={(event) => props.onFilter(event.currentTarget.value)}
        />
        <div className={classes.line}>
          <Checkbox
            size="xs"
            label={filter === "" ? plural(papers.length, "paper") : `${shown.length} of ${papers.length}`}
            checked={all}
            indeterminate={!all && ticked.size > 0}
            onChange={() => onTicked(new Set(all ? [] : shown.map((paper) => paper.arxiv_id)))}
          />
          <NativeSelect
            size="xs"
            variant="unstyled"
            aria-label="Sort papers"
            data={SORTS}
            value={sort}
            onChange={(event) => props.onSort(event.currentTarget.value as PaperSort)}
          />
        </div>
        {ticked.size > 0 && (
          <div className={classes.line}>
            <span>{ticked.size} ticked, lit in the map</span>
            {mayWrite && (
              <Button size="compact-xs" variant="default" loading={change.isPending} onClick={remove}>
                Take out
              </Button>
            )}
          </div>
        )}
        {change.isError && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {change.error.message}
          </Text>
        )}
      </div>
      <ul className={classes.list}>
        {shown.map((paper) => (
          <PaperRow
            key={paper.arxiv_id}
            paper={paper}
            ticked={ticked.has(paper.arxiv_id)}
            lit={lit.has(paper.arxiv_id)}
            reveal={paper.arxiv_id === first}
            nodes={nodes === undefined ? undefined : (nodes.get(paper.arxiv_id)?.size ?? 0)}
            onTick={tick}
            onHover={onHover}
          />
        ))}
        {shown.length === 0 && papers.length > 0 && (
          <li className={classes.line} style={{ padding: 16 }}>
            No paper matches the filter.
          </li>
        )}
      </ul>
      {mayWrite && (
        <div className={classes.tools} style={{ borderBottom: 0, borderTop: "1px solid var(--line)" }}>
          <Button component={Link} to="/search" size="xs" variant="default" leftSection={<IconPlus size={15} />}>
            Add papers
          </Button>
        </div>
      )}
    </section>
  );
}
