import { edgeKey, type GraphEdge, type GraphNode, type GraphPart } from "./types";

const text = (value: unknown): value is string => typeof value === "string";

export function isNode(value: unknown): value is GraphNode {
  return typeof value === "object" && value !== null && "id" in value && "type" in value && "label" in value && !("source" in value) && text(value.id) && text(value.type) && text(value.label);
}

export function isEdge(value: unknown): value is GraphEdge {
  return typeof value === "object" && value !== null && "source" in value && "target" in value && "type" in value && text(value.source) && text(value.target) && text(value.type);
}

/** Every node and edge in the rows of a query, wherever it stands in them: in lists, maps and paths too. */
export function partOfRows(rows: readonly (readonly unknown[])[]): GraphPart {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const visit = (value: unknown): void => {
    if (isEdge(value)) edges.set(edgeKey(value), value);
    else if (isNode(value)) nodes.set(value.id, value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  rows.forEach((row) => row.forEach(visit));
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
