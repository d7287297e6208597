import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { nodeQuery } from "../api/graph-calls";
import type { Scene } from "../model/scene";
import { namedIn, renamed } from "./renamed";
import type { Looks } from "./use-look";

/** Only papers and concepts change their ids. */
const RENAMED = /^(?:paper|concept):/;

/**
 * Follows links to what has another id by now, a concept that was merged or a paper that got its arXiv id: whatever the
 * address names and the graph did not bring is asked for, and takes the id of the answer.
 */
export function useFormer({ look, touch }: Looks, scene: Scene, ready: boolean): void {
  const lost = ready ? namedIn(look).filter((id) => RENAMED.test(id) && !scene.nodes.has(id)) : [];
  const found = useQueries({
    queries: lost.map((id) => ({ ...nodeQuery(id), retry: false })),
    combine: useCallback((answers: { data: { id: string } | undefined }[]) => answers.map((answer) => answer.data?.id ?? "").join("|"), []),
  });
  const names = lost.join("|");
  useEffect(() => {
    const now = found.split("|");
    names.split("|").forEach((from, at) => {
      const to = now[at] ?? "";
      if (from !== "" && to !== "" && to !== from) touch((known) => renamed(known, from, to));
    });
  }, [names, found, touch]);
}
