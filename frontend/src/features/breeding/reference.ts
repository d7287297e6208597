import type { Breeding, Fitness } from "@/shared/api/types";
import { PARTS } from "./parts";

/** The best figure among the parents for each part; undefined until the breeding has measured them. */
export function bestOfParents(breeding: Breeding): Fitness | undefined {
  const rows = breeding.parents.flatMap(({ fitness }) => fitness ?? []);
  if (rows.length === 0) return undefined;
  return Object.fromEntries(PARTS.map((part) => [part, Math.max(...rows.map((row) => row[part]))])) as unknown as Fitness;
}
