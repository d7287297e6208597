import type { BreedingChild } from "@/shared/api/types";

export type Wish = "more" | "less";

/** What a person wants of the children of one generation; of another generation it says nothing. */
export interface Wishes {
  generation: number;
  of: Readonly<Record<string, Wish>>;
}

export const noWishes = (generation: number): Wishes => ({ generation, of: {} });

/** The wish set, or taken back when it was set already. */
export function toggleWish(wishes: Wishes, id: string, wish: Wish): Wishes {
  const of = { ...wishes.of };
  if (of[id] === wish) delete of[id];
  else of[id] = wish;
  return { ...wishes, of };
}

/** Who is kept, wanted more and less of; being kept goes before a wish, and only the present generation can be chosen. */
export function choiceOf(children: readonly BreedingChild[], wishes: Wishes): { keep: string[]; more: string[]; less: string[] } {
  const present = children.filter(({ place }) => place !== null);
  const wished = (wish: Wish): string[] => present.filter(({ id, kept }) => !kept && wishes.of[id] === wish).map(({ id }) => id);
  return { keep: present.filter(({ kept }) => kept).map(({ id }) => id), more: wished("more"), less: wished("less") };
}

/** "from 2 kept and 1 more like this, away from 1"; from all where nothing is chosen. */
export function choiceWords({ keep, more, less }: { keep: string[]; more: string[]; less: string[] }): string {
  const from = [
    keep.length > 0 ? `${keep.length} kept` : "",
    more.length > 0 ? `${more.length} you want more of` : "",
  ].filter((part) => part !== "");
  const start = from.length === 0 ? "from all children" : `from ${from.join(" and ")}`;
  return less.length === 0 ? start : `${start}, away from ${less.length}`;
}
