export const DETAIL_TABS = ["detail", "synopsis", "missing", "log", "versions"] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

export const DETAIL_TAB_NAMES: Record<DetailTab, string> = {
  detail: "Detail",
  synopsis: "Synopsis",
  missing: "Missing",
  log: "Log",
  versions: "Versions",
};

export function detailTabOf(text: string): DetailTab {
  return DETAIL_TABS.find((tab) => tab === text) ?? "detail";
}
