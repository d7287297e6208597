/** A polygon with so many corners (none: a circle), filled, or only its outline. */
export interface Shape {
  readonly corners: 0 | 3 | 4 | 5 | 6;
  /** In radians; 0 has a corner on top. */
  readonly turn: number;
  readonly hollow: boolean;
}

export interface NodeKind {
  readonly one: string;
  readonly many: string;
  readonly shape: Shape;
}

const QUARTER = Math.PI / 4;
const shape = (corners: Shape["corners"], hollow = false, turn = 0): Shape => ({ corners, hollow, turn });

/** The id type of what stands for a folded community; no type of the store. */
export const GROUP = "group";

/** How each type is called and drawn; form and colour both tell it. In the order of the legend. */
export const NODE_KINDS: Readonly<Record<string, NodeKind>> = {
  paper: { one: "paper", many: "papers", shape: shape(4, false, QUARTER) },
  author: { one: "author", many: "authors", shape: shape(0) },
  category: { one: "category", many: "categories", shape: shape(6) },
  term: { one: "term", many: "terms", shape: shape(4, true) },
  concept: { one: "concept", many: "concepts", shape: shape(4) },
  tree: { one: "tree", many: "trees", shape: shape(3) },
  treenode: { one: "tree node", many: "tree nodes", shape: shape(3, true) },
  topic: { one: "topic", many: "topics", shape: shape(5) },
  experiment: { one: "experiment", many: "experiments", shape: shape(5, true) },
  run: { one: "run", many: "runs", shape: shape(0, true) },
  dataset: { one: "data set", many: "data sets", shape: shape(6, false, QUARTER) },
  model: { one: "model", many: "models", shape: shape(5, false, QUARTER) },
  organization: { one: "organization", many: "organizations", shape: shape(6, true) },
  skill: { one: "skill", many: "skills", shape: shape(4, true, QUARTER) },
  [GROUP]: { one: "community", many: "communities", shape: shape(0) },
};

const UNKNOWN: NodeKind = { one: "node", many: "nodes", shape: shape(0, true) };

export const nodeKind = (type: string): NodeKind => NODE_KINDS[type] ?? UNKNOWN;

const ORDER = new Map(Object.keys(NODE_KINDS).map((type, at) => [type, at]));

/** Types in the order of the legend; unknown ones last, by name. */
export function inTypeOrder(types: Iterable<string>): string[] {
  return [...types].sort((a, b) => (ORDER.get(a) ?? 99) - (ORDER.get(b) ?? 99) || (a < b ? -1 : 1));
}
