import type { PaperSummary, TreeNode } from "@/shared/api/types";

export type PaperSort = "newest" | "oldest" | "title" | "nodes";

export const SORTS: { value: PaperSort; label: string }[] = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
  { value: "title", label: "By title" },
  { value: "nodes", label: "Most in the map" },
];

/** The nodes of a diagram by the paper they rest on. */
export function nodesByPaper(nodes: readonly TreeNode[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const node of nodes) {
    for (const { arxiv_id } of node.papers) found.set(arxiv_id, (found.get(arxiv_id) ?? new Set()).add(node.id));
  }
  return found;
}

/** Every word must occur in title, authors, terms, tags or id. */
export function matchesFilter(paper: PaperSummary, filter: string): boolean {
  const text = [paper.title, ...paper.authors, ...paper.terms, ...paper.tags, paper.arxiv_id].join(" ").toLowerCase();
  return filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function sortPapers(
  papers: readonly PaperSummary[],
  sort: PaperSort,
  nodes: ReadonlyMap<string, ReadonlySet<string>>,
): PaperSummary[] {
  const date = (paper: PaperSummary): string => paper.published ?? "";
  const count = (paper: PaperSummary): number => nodes.get(paper.arxiv_id)?.size ?? 0;
  const orders: Record<PaperSort, (a: PaperSummary, b: PaperSummary) => number> = {
    newest: (a, b) => date(b).localeCompare(date(a)),
    oldest: (a, b) => (date(a) === "" || date(b) === "" ? date(b).localeCompare(date(a)) : date(a).localeCompare(date(b))),
    title: (a, b) => a.title.localeCompare(b.title, "en"),
    nodes: (a, b) => count(b) - count(a),
  };
  return [...papers].sort((a, b) => orders[sort](a, b) || a.arxiv_id.localeCompare(b.arxiv_id));
}

/** The union of the nodes of some papers; undefined when none are singled out. */
export function litNodes(
  keys: Iterable<string> | undefined,
  nodes: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | undefined {
  if (keys === undefined) return undefined;
  const lit = new Set<string>();
  for (const key of keys) for (const id of nodes.get(key) ?? []) lit.add(id);
  return lit;
}
