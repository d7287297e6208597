import { useCallback, useState } from "react";
import type { PaperSummary } from "@/shared/api/types";

/** The ticked papers of a list. With `range` all rows from the one ticked before to this one follow. */
export function useSelection(rows: readonly PaperSummary[]) {
  const [papers, setPapers] = useState<ReadonlyMap<string, PaperSummary>>(new Map());
  const [anchor, setAnchor] = useState<string | null>(null);
  const toggle = useCallback(
    (paper: PaperSummary, range: boolean) => {
      const index = (key: string | null) => rows.findIndex((row) => row.arxiv_id === key);
      const [from, to] = [index(anchor), index(paper.arxiv_id)].sort((left, right) => left - right);
      const meant = range && from !== undefined && from >= 0 ? rows.slice(from, (to ?? 0) + 1) : [paper];
      setPapers((now) => {
        const next = new Map(now);
        const add = !now.has(paper.arxiv_id);
        for (const each of meant) {
          if (add) next.set(each.arxiv_id, each);
          else next.delete(each.arxiv_id);
        }
        return next;
      });
      setAnchor(paper.arxiv_id);
    },
    [anchor, rows],
  );
  const setAll = useCallback(
    (all: boolean) => {
      setPapers(all ? new Map(rows.map((row) => [row.arxiv_id, row])) : new Map());
    },
    [rows],
  );
  return { papers, toggle, setAll };
}

export type Selection = ReturnType<typeof useSelection>;
