/** The form of an experiment; with papers to link, or filled in from a run. */
export function experimentLink(key: string, given: { papers?: readonly string[]; from?: string } = {}): string {
  const search = new URLSearchParams();
  for (const paper of given.papers ?? []) search.append("paper", paper);
  if (given.from !== undefined) search.set("from", given.from);
  const text = search.toString();
  return `/experiments/${encodeURIComponent(key)}${text === "" ? "" : `?${text}`}`;
}

export const runLink = (id: string): string => `/runs/${id}`;

/** Two or more runs side by side. */
export const compareLink = (runs: readonly string[]): string => `/runs/compare?runs=${runs.join(",")}`;
