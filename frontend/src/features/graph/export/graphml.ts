import { edgeKey, type GraphEdge, type GraphNode, type Positions } from "../model/types";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    // Characters that XML 1.0 cannot hold at all.
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

type Kind = "string" | "double" | "boolean";

function kindOf(values: readonly unknown[]): Kind {
  if (values.every((value) => typeof value === "number")) return "double";
  return values.every((value) => typeof value === "boolean") ? "boolean" : "string";
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function keysOf(things: readonly Readonly<Record<string, unknown>>[], left: ReadonlySet<string>): Map<string, Kind> {
  const values = new Map<string, unknown[]>();
  for (const thing of things) {
    for (const [name, value] of Object.entries(thing)) {
      if (left.has(name) || value === null || value === undefined) continue;
      values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => [name, kindOf(list)]));
}

const data = (prefix: string, thing: Readonly<Record<string, unknown>>, keys: ReadonlyMap<string, Kind>): string =>
  [...keys.keys()]
    .filter((name) => thing[name] !== undefined && thing[name] !== null)
    .map((name) => `<data key="${prefix}_${escape(name)}">${escape(textOf(thing[name]))}</data>`)
    .join("");

/** What is on show as GraphML, with every property and where each node stands; lists are JSON text. */
export function graphml(nodes: readonly GraphNode[], edges: readonly GraphEdge[], positions: Positions): string {
  const placed: GraphNode[] = nodes.map((node) => ({ ...node, ...(positions.get(node.id) ?? {}) }));
  const nodeKeys = keysOf(placed, new Set(["id"]));
  const edgeKeys = keysOf(edges, new Set(["source", "target"]));
  const declare = (prefix: string, of: string, keys: ReadonlyMap<string, Kind>): string[] =>
    [...keys].map(([name, kind]) => `<key id="${prefix}_${escape(name)}" for="${of}" attr.name="${escape(name)}" attr.type="${kind}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declare("n", "node", nodeKeys),
    ...declare("e", "edge", edgeKeys),
    '<graph id="G" edgedefault="directed">',
    ...placed.map((node) => `<node id="${escape(node.id)}">${data("n", node, nodeKeys)}</node>`),
    ...edges.map(
      (edge) => `<edge id="${escape(edgeKey(edge))}" source="${escape(edge.source)}" target="${escape(edge.target)}">${data("e", edge, edgeKeys)}</edge>`,
    ),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}
