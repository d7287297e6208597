import type { PaperSummary } from "@/shared/api/types";

export type TagShare = { name: string; all: boolean };

/** The tags among the papers, and whether every one of them has it; in alphabetical order. */
export function tagsAmong(papers: readonly PaperSummary[]): TagShare[] {
  const names = [...new Set(papers.flatMap((paper) => paper.tags))].sort((left, right) => left.localeCompare(right));
  return names.map((name) => ({ name, all: papers.every((paper) => paper.tags.includes(name)) }));
}

/** The papers whose tags differ after adding and removing, with their new tags. */
export function tagChanges(papers: readonly PaperSummary[], add: readonly string[], remove: readonly string[]) {
  return papers.flatMap((paper) => {
    const tags = [...new Set([...paper.tags.filter((tag) => !remove.includes(tag)), ...add])];
    const same = tags.length === paper.tags.length && tags.every((tag) => paper.tags.includes(tag));
    return same ? [] : [{ key: paper.arxiv_id, tags }];
  });
}
