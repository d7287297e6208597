/** The parameters of the library's address, named as the REST filters are. */
export const NAMES = ["q", "author", "category", "tag", "collection", "source", "from", "to", "ordering"] as const;

export type LibraryState = Record<(typeof NAMES)[number], string>;
export type ChangeState = (values: Partial<Record<keyof LibraryState, string | null>>, options?: { push?: boolean }) => void;

export const SOURCES = [
  { value: "arxiv", label: "arXiv" },
  { value: "snapshot", label: "Snapshot" },
  { value: "bibtex", label: "BibTeX" },
  { value: "ris", label: "RIS" },
  { value: "report", label: "Report" },
];

export const ORDERINGS = [
  { value: "-published", label: "Newest first" },
  { value: "published", label: "Oldest first" },
  { value: "-added", label: "Added last" },
  { value: "title", label: "Title A–Z" },
];

/** Whether anything narrows the list; the order does not. */
export function isFiltered(state: LibraryState): boolean {
  return NAMES.some((name) => name !== "ordering" && state[name] !== "");
}
