import { useMemo, useState } from "react";
import type { DiagramNode } from "../model/diagram-model";
import { plainLabel } from "../render/match-nodes";

/** Ids of the nodes whose label holds every word of the query, in the diagram's order. */
export function findNodes(nodes: readonly DiagramNode[], query: string): string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return nodes
    .filter((node) => {
      const label = plainLabel(node.label).toLowerCase();
      return words.every((word) => label.includes(word));
    })
    .map((node) => node.id);
}

export function useNodeSearch(nodes: readonly DiagramNode[]) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const hits = useMemo(() => (open ? findNodes(nodes, query) : []), [nodes, query, open]);
  const lit = useMemo(() => (open && query.trim() !== "" ? new Set(hits) : undefined), [hits, open, query]);
  const ask = (text: string): void => {
    setQuery(text);
    setAt(0);
  };
  /** Moves on to the next hit and returns its id. */
  const next = (): string | undefined => {
    const to = hits.length === 0 ? 0 : (at + 1) % hits.length;
    setAt(to);
    return hits[to];
  };
  return { open, setOpen, query, ask, hits, at, next, lit };
}
