import type { GraphEdge, GraphNode } from "./types";

const NAMED = 2;
/** What tells of what a community is about comes before those who only take part in it. */
const TELLING: Readonly<Record<string, number>> = { concept: 0, topic: 0, term: 1, skill: 2, experiment: 2, treenode: 2 };
const LEAST = 3;

/** With how many each node is joined; a concept also with what its terms are joined with, as papers name only these. */
export function reaches(edges: readonly GraphEdge[], degree: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const found = new Map(degree);
  for (const { type, source, target } of edges) {
    if (type === "RESOLVES_TO") found.set(target, (found.get(target) ?? 0) + (degree.get(source) ?? 0));
  }
  return found;
}

const wordsOf = (label: string): string[] => label.toLowerCase().split(/\s+/);

/** Whether one of two labels says nothing beyond the other: "kernel" and "graph kernel". */
function repeats(one: string, other: string): boolean {
  const [few, many] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length) as [string[], string[]];
  return few.every((word) => many.includes(word));
}

/** The name of a community: its most telling members, concepts first, those with the widest reach before others. */
export function groupName(members: readonly GraphNode[], reach: ReadonlyMap<string, number>): string {
  const kind = ({ type }: GraphNode): number => TELLING[type] ?? LEAST;
  const ranked = [...members].sort((a, b) => kind(a) - kind(b) || (reach.get(b.id) ?? 0) - (reach.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1));
  const names: string[] = [];
  for (const node of ranked) {
    const told = names.length > 0 && kind(node) === LEAST && kind(ranked[0] ?? node) < LEAST;
    if (names.length === NAMED || told) break;
    if (!names.some((known) => repeats(known, node.label))) names.push(node.label);
  }
  return names.join(" · ");
}
