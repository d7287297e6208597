import type { TreeKind } from "@/shared/api/types";

export const KIND_WORDS: Record<TreeKind, string> = {
  paper: "of a paper",
  merged: "merged",
  child: "child",
  edited: "edited",
};

export const STYLE_WORDS: Record<string, string> = { classic: "classic", concept: "concepts" };

export const STYLE_TABS = [
  { value: "", label: "Both styles" },
  { value: "concept", label: "Concepts" },
  { value: "classic", label: "Classic" },
];

export const KIND_TABS = [
  { value: "", label: "All" },
  { value: "merged", label: "Merged" },
  { value: "paper", label: "Of papers" },
  { value: "child", label: "Children" },
];

/** What to call a tree: a person's own name of it, else its title. */
export const treeTitle = (tree: { name: string; title: string }): string => tree.name || tree.title;
