import type { DiagramModel } from "./diagram-model";

/** What is put away of a diagram: everything outside one node's subtree, and what hangs below folded nodes. */
export interface Folds {
  folded: ReadonlySet<string>;
  only: string | undefined;
}

export const NO_FOLDS: Folds = { folded: new Set(), only: undefined };

const NODE_LINE = /^\s*([\w.-]+)(?=[[({>])/;
const LINE_LINE = /^\s*([\w.-]+) (?:-->|-\.->|==>)(?:\|"[^"]*"\|)? ([\w.-]+)\s*$/;

/** As text for the address: `only:<id>` and the folded ids, with commas between (ids hold neither comma nor colon). */
export function foldsText({ folded, only }: Folds): string {
  return [...(only === undefined ? [] : [`only:${only}`]), ...[...folded].sort()].join(",");
}

export function parseFolds(text: string): Folds {
  const parts = text.split(",").filter((part) => part !== "");
  const only = parts.find((part) => part.startsWith("only:"))?.slice("only:".length);
  return { folded: new Set(parts.filter((part) => !part.startsWith("only:"))), only };
}

export function childrenOf(model: DiagramModel): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { kind, source, target } of model.edges) {
    if (kind === "tree") children.set(source, [...(children.get(source) ?? []), target]);
  }
  return children;
}

/** Whether parts of it can be put away: its text has a line for each node and each edge, as the server writes them. */
export function canFold(model: DiagramModel): boolean {
  return model.root !== undefined && model.mermaid.includes("%% arboretum ");
}

function below(children: ReadonlyMap<string, readonly string[]>, top: string): string[] {
  const found = [...(children.get(top) ?? [])];
  for (const id of found) found.push(...(children.get(id) ?? []));
  return found;
}

function textOf(text: string, shown: ReadonlySet<string>): string {
  const kept = (line: string): boolean => {
    const ends = LINE_LINE.exec(line);
    if (ends) return shown.has(ends[1] ?? "") && shown.has(ends[2] ?? "");
    const node = NODE_LINE.exec(line);
    return node === null || shown.has(node[1] ?? "");
  };
  const [head = "", ...lines] = text.split("\n");
  return [head, ...lines.filter(kept)].join("\n");
}

/** The diagram without what is put away; a folded node tells how many nodes that are. The model itself where that is none. */
export function foldedModel(model: DiagramModel, folds: Folds): DiagramModel {
  const children = childrenOf(model);
  const known = new Set(model.nodes.map((node) => node.id));
  const top = folds.only !== undefined && known.has(folds.only) ? folds.only : model.root;
  if (top === undefined || !canFold(model)) return model;
  const order = [top];
  const counts = new Map<string, number>();
  for (const id of order) {
    const next = children.get(id) ?? [];
    if (folds.folded.has(id) && next.length > 0) counts.set(id, below(children, id).length);
    else order.push(...next);
  }
  if (order.length === model.nodes.length) return model;
  const shown = new Set(order);
  return {
    ...model,
    root: top,
    mermaid: textOf(model.mermaid, shown),
    nodes: model.nodes.filter((node) => shown.has(node.id)),
    edges: model.edges.filter((edge) => shown.has(edge.source) && shown.has(edge.target)),
    doors: new Map([...(model.doors ?? []), ...counts]),
    folded: new Set(counts.keys()),
  };
}

/** The folds with these nodes in sight: nothing above them is folded, and no other branch alone is shown. */
export function uncovered(model: DiagramModel, folds: Folds, ids: readonly string[]): Folds {
  const parents = new Map(model.edges.filter((edge) => edge.kind === "tree").map((edge) => [edge.target, edge.source]));
  const folded = new Set(folds.folded);
  let { only } = folds;
  for (const id of ids) {
    let within = id === only;
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
      folded.delete(at);
      within ||= at === only;
    }
    if (!within) only = undefined;
  }
  return { folded, only };
}
