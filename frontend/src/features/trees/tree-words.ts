import type { TreeKind } from "@/shared/api/types";

export const KIND_WORDS: Record<TreeKind, string> = {
  paper: "of a paper",
  merged: "merged",
  child: "child",
  edited: "edited",
};

export const KIND_TABS = [
  { value: "", label: "All" },
  { value: "merged", label: "Merged" },
  { value: "paper", label: "Of papers" },
  { value: "child", label: "Children" },
];
