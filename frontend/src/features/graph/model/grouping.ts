import { BUNDLE } from "./edge-types";
import { groupName, reaches } from "./group-name";
import { GROUP } from "./node-types";
import type { GraphEdge, GraphNode } from "./types";

/** Above so many nodes communities start folded. */
export const FOLD_ABOVE = 300;
/** Communities smaller than this are folded together into one, or they would be a crowd of their own. */
const SMALL = 4;
/** The name of what holds all small communities. */
export const SMALL_ONES = "small";

export interface Group extends GraphNode {
  readonly count: number;
  readonly members: readonly string[];
  readonly types: Readonly<Record<string, number>>;
}

export const isGroup = (node: GraphNode): node is Group => node.type === GROUP;
export const groupId = (community: string): string => `group:${community}`;
export const communityOf = (id: string): string => id.slice("group:".length);

export interface Grouped {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes that stand folded inside communities. */
  readonly folded: number;
}

interface Input {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly community: ReadonlyMap<string, string>;
  readonly degree: ReadonlyMap<string, number>;
  /** Communities that were opened; null: nothing is folded. */
  readonly open: ReadonlySet<string> | null;
}

function byDegree(degree: ReadonlyMap<string, number>) {
  return (a: GraphNode, b: GraphNode): number =>
    (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1);
}

function groupOf(community: string, members: readonly GraphNode[], degree: ReadonlyMap<string, number>, reach: ReadonlyMap<string, number>): Group {
  const types: Record<string, number> = {};
  for (const { type } of members) types[type] = (types[type] ?? 0) + 1;
  const ranked = [...members].sort(byDegree(degree));
  return {
    id: groupId(community),
    type: GROUP,
    label: community === SMALL_ONES ? "small groups" : groupName(members, reach),
    count: members.length,
    members: ranked.map((node) => node.id),
    types,
  };
}

/** The community under whose name each node is folded: its own, or the one for small ones. */
export function foldedUnder({ nodes, community }: Pick<Input, "nodes" | "community">): Map<string, string> {
  const sizes = new Map<string, number>();
  for (const { id } of nodes) {
    const name = community.get(id) ?? id;
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return new Map(
    nodes.map(({ id }) => {
      const name = community.get(id) ?? id;
      return [id, (sizes.get(name) ?? 0) < SMALL ? SMALL_ONES : name];
    }),
  );
}

/** Each community that is not open as one node with its count, and the relations between them as bundles. */
export function fold(input: Input): Grouped {
  const { nodes, edges, degree, open } = input;
  if (open === null) return { nodes, edges, folded: 0 };
  const under = foldedUnder(input);
  const members = new Map<string, GraphNode[]>();
  const stands = new Map<string, string>();
  const shown: GraphNode[] = [];
  for (const node of nodes) {
    const name = under.get(node.id) ?? node.id;
    if (open.has(name)) {
      shown.push(node);
      stands.set(node.id, node.id);
    } else {
      const list = members.get(name);
      if (list) list.push(node);
      else members.set(name, [node]);
      stands.set(node.id, groupId(name));
    }
  }
  const reach = reaches(edges, degree);
  const groups = [...members].map(([name, list]) => groupOf(name, list, degree, reach));
  const bundles = new Map<string, { source: string; target: string; count: number }>();
  const kept: GraphEdge[] = [];
  for (const edge of edges) {
    const source = stands.get(edge.source) ?? edge.source;
    const target = stands.get(edge.target) ?? edge.target;
    if (source === edge.source && target === edge.target) kept.push(edge);
    else if (source !== target) {
      const [first, second] = source < target ? [source, target] : [target, source];
      const key = `${first} ${second}`;
      const bundle = bundles.get(key);
      if (bundle) bundle.count += 1;
      else bundles.set(key, { source: first, target: second, count: 1 });
    }
  }
  return {
    nodes: [...shown, ...groups.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))],
    edges: [...kept, ...[...bundles.values()].map((one) => ({ ...one, type: BUNDLE, weight: one.count }))],
    folded: nodes.length - shown.length,
  };
}
