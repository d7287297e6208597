import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis } from "@/shared/api/types";

const NONE: ReadonlySet<string> = new Set();

/** The papers behind a node, or behind a line: those it quotes, else those that both its ends share. */
export function papersOf(synthesis: Synthesis | undefined, selection: Selection | null): ReadonlySet<string> {
  if (synthesis === undefined || selection === null) return NONE;
  const keysOf = (id: string): string[] =>
    synthesis.nodes.find((node) => node.id === id)?.papers.map((paper) => paper.arxiv_id) ?? [];
  if ("node" in selection) return new Set(keysOf(selection.node));
  const { source, target } = selection.edge;
  const edge = synthesis.edges.find((one) => one.source === source && one.target === target);
  const quoted = edge?.evidence.map((one) => one.arxiv_id) ?? [];
  if (quoted.length > 0) return new Set(quoted);
  const far = new Set(keysOf(target));
  return new Set(keysOf(source).filter((key) => far.has(key)));
}
