/** Where an exploration begins. */
export type Start =
  | { readonly kind: "search"; readonly q: string }
  | { readonly kind: "collection" | "tree" | "topic"; readonly id: string }
  | { readonly kind: "nodes"; readonly ids: readonly string[] }
  | { readonly kind: "path"; readonly from: string; readonly to: string }
  | { readonly kind: "query"; readonly cypher: string };

const PARTS = ["collection", "tree", "topic"] as const;

/** The start that an address names; null for none. */
export function startOf(params: URLSearchParams): Start | null {
  const q = params.get("q")?.trim();
  if (q) return { kind: "search", q };
  for (const kind of PARTS) {
    const id = params.get(kind);
    if (id) return { kind, id };
  }
  const ids = params.getAll("node").filter((id) => id !== "");
  if (ids.length > 0) return { kind: "nodes", ids };
  const [from, to] = [params.get("from"), params.get("to")];
  if (from && to) return { kind: "path", from, to };
  const cypher = params.get("cypher");
  return cypher ? { kind: "query", cypher } : null;
}

/** The same as parameters of an address. */
export function startParams(start: Start | null): [string, string][] {
  if (start === null) return [];
  if (start.kind === "search") return [["q", start.q]];
  if (start.kind === "nodes") return start.ids.map((id) => ["node", id]);
  if (start.kind === "path") return [["from", start.from], ["to", start.to]];
  if (start.kind === "query") return [["cypher", start.cypher]];
  return [[start.kind, start.id]];
}

export const startKey = (start: Start | null): string => JSON.stringify(startParams(start));

export const graphLink = (start: Start): string => `/graph?${new URLSearchParams(startParams(start)).toString()}`;
