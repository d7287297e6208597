import type { Fitness, Tree } from "@/shared/api/types";
import { type Part, PARTS } from "./parts";

export const MOST_COMPARED = 4;

type Labelled = Pick<Tree, "nodes">;

const labelsOf = (tree: Labelled): Map<string, string> =>
  new Map(tree.nodes.map(({ label }) => [label.toLowerCase().trim(), label]));

/** Labels that all trees have, and for each tree those that no other has, in the order of the trees. */
export function compareLabels(trees: readonly Labelled[]): { shared: string[]; own: string[][] } {
  const held = trees.map(labelsOf);
  const shared = [...(held[0] ?? new Map<string, string>())].filter(([key]) => held.every((one) => one.has(key)));
  const own = held.map((mine, at) =>
    [...mine].filter(([key]) => held.every((other, place) => place === at || !other.has(key))).map(([, label]) => label),
  );
  return { shared: shared.map(([, label]) => label), own };
}

/** For each part the places of those that are best in it; of nobody where all are equal. */
export function bestPlaces(rows: readonly Fitness[]): Record<Part, number[]> {
  const found = PARTS.map((part): [Part, number[]] => {
    const values = rows.map((row) => row[part]);
    const best = Math.max(...values);
    const places = values.flatMap((value, place) => (value === best ? [place] : []));
    return [part, places.length === rows.length ? [] : places];
  });
  return Object.fromEntries(found) as Record<Part, number[]>;
}

/** How many nodes come from each of these parents, and how many from none. */
export function originCounts(tree: Pick<Tree, "lineage">, parents: readonly string[]): { counts: number[]; others: number } {
  const counts = parents.map(() => 0);
  let others = 0;
  for (const { parent } of Object.values(tree.lineage?.origins ?? {})) {
    const place = parent === null ? -1 : parents.indexOf(parent);
    if (place < 0) others += 1;
    else counts[place] = (counts[place] ?? 0) + 1;
  }
  return { counts, others };
}
