import type { QueryClient } from "@tanstack/react-query";

const TOUCHED = [
  "papers",
  "paper",
  "collections",
  "collection",
  "synthesis",
  "syntheses",
  "trees",
  "breedings",
  "concepts",
  "concept",
  "tags",
  "arxiv",
  "saved-searches",
  "saved-search-hits",
  "experiments",
  "experiment",
  "runs",
  "run",
];

/** Asks again for everything that a finished job may have changed. */
export function refreshAfterJob(client: QueryClient): void {
  for (const name of TOUCHED) void client.invalidateQueries({ queryKey: [name] });
}
