const KEY = "arboretum.graph.queries";
const KEPT = 30;

/** Queries asked before in this browser, the newest first. */
export function readHistory(storage: Storage): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string").slice(0, KEPT) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Puts a query first; a second time it moves up rather than standing twice. */
export function remember(storage: Storage, cypher: string): string[] {
  const next = [cypher, ...readHistory(storage).filter((one) => one !== cypher)].slice(0, KEPT);
  try {
    storage.setItem(KEY, JSON.stringify(next));
  } catch (error) {
    // A full or forbidden storage loses the history, not the query.
    if (!(error instanceof DOMException)) throw error;
  }
  return next;
}
