import type { Years } from "@/shared/lib/years";
import type { Scene } from "./scene";
import type { GraphEdge, GraphNode } from "./types";
import { yearOf } from "./years";

export interface Filter {
  readonly hiddenTypes: readonly string[];
  readonly hiddenEdges: readonly string[];
  /** Nodes taken away by hand. */
  readonly removed: readonly string[];
  readonly years: Years | null;
  /** Words that a label must hold; nodes without them go unless they touch one that has them. */
  readonly words: string;
}

export interface Filtered {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many nodes each filter holds back; a node counts for the first that does. */
  readonly hidden: { readonly hand: number; readonly types: number; readonly years: number; readonly words: number };
}

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

/**
 * The years hold back what is of another year, and what touches only such: a term that none of the papers left
 * mentions says nothing about these years. What touches nothing of any year stays.
 */
function outOfYears(scene: Scene, kept: ReadonlyMap<string, GraphNode>, { from, to }: Years): Set<string> {
  const out = new Set<string>();
  const dated = new Map<string, boolean>();
  for (const node of kept.values()) {
    const year = yearOf(node);
    if (year === undefined) continue;
    const inside = year >= from && year <= to;
    dated.set(node.id, inside);
    if (!inside) out.add(node.id);
  }
  const touched = new Map<string, boolean>();
  for (const edge of scene.edges.values()) {
    for (const [here, there] of [[edge.source, edge.target], [edge.target, edge.source]] as const) {
      const inside = dated.get(there);
      if (inside !== undefined && !dated.has(here)) touched.set(here, (touched.get(here) ?? false) || inside);
    }
  }
  for (const [id, inside] of touched) if (!inside) out.add(id);
  return out;
}

function withoutWords(scene: Scene, kept: ReadonlyMap<string, GraphNode>, words: string): Set<string> {
  const wanted = fold(words).split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return new Set();
  const hits = new Set<string>();
  for (const node of kept.values()) {
    const label = fold(node.label);
    if (wanted.every((word) => label.includes(word))) hits.add(node.id);
  }
  const near = new Set(hits);
  for (const { source, target } of scene.edges.values()) {
    if (hits.has(source)) near.add(target);
    if (hits.has(target)) near.add(source);
  }
  return new Set([...kept.keys()].filter((id) => !near.has(id)));
}

function without(kept: Map<string, GraphNode>, out: Iterable<string>): number {
  const before = kept.size;
  for (const id of out) kept.delete(id);
  return before - kept.size;
}

/** What passes the filters, sorted by id so that all that is computed from it is the same every time. */
export function filterScene(scene: Scene, filter: Filter): Filtered {
  const kept = new Map(scene.nodes);
  const types = new Set(filter.hiddenTypes);
  const hand = without(kept, filter.removed);
  const byType = without(kept, [...kept.values()].filter((node) => types.has(node.type)).map((node) => node.id));
  const years = filter.years === null ? 0 : without(kept, outOfYears(scene, kept, filter.years));
  const words = without(kept, withoutWords(scene, kept, filter.words));
  const hiddenEdges = new Set(filter.hiddenEdges);
  const edges = [...scene.edges.entries()].filter(
    ([, edge]) => !hiddenEdges.has(edge.type) && kept.has(edge.source) && kept.has(edge.target),
  );
  return {
    nodes: [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: edges.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge),
    hidden: { hand, types: byType, years, words },
  };
}
