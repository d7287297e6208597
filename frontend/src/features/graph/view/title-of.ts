import type { Scene } from "../model/scene";
import type { Start } from "../model/start";

/** What to call what is on show. */
export function titleOf(start: Start | null, scene: Scene): string {
  if (start === null) return "Graph";
  const label = (id: string): string => scene.nodes.get(id)?.label ?? id;
  switch (start.kind) {
    case "search":
      return `“${start.q}”`;
    case "collection":
      return `Collection ${start.id}`;
    case "tree":
      return label(`tree:${start.id}`);
    case "topic":
      return label(`topic:${start.id}`);
    case "nodes":
      return start.ids.map(label).join(", ");
    case "path":
      return `From ${label(start.from)} to ${label(start.to)}`;
    case "query":
      return "Query";
  }
}
