import type { DrawnNode } from "../draw/drawn";
import type { Stage } from "../view/stage";
import type { Screen, ScreenNode } from "./svg-picture";

/** What the stage shows at this moment, in pixels. */
export function screenOf({ sigma, graph, labels }: Stage): Screen {
  const { width, height } = sigma.getDimensions();
  const nodes = new Map<string, ScreenNode>();
  graph.forEachNode((id, data) => {
    const shown = sigma.getNodeDisplayData(id);
    if (shown === undefined || shown.hidden) return;
    const { x, y } = sigma.framedGraphToViewport(shown);
    const node = data as unknown as DrawnNode & { kind: string };
    nodes.set(id, { ...node, type: node.kind, color: shown.color, x, y, radius: sigma.scaleSize(shown.size), labelled: labels.drawn.has(id) });
  });
  const edges = graph.mapEdges((key, data, source, target) => {
    const [from, to, shown] = [nodes.get(source), nodes.get(target), sigma.getEdgeDisplayData(key)];
    if (from === undefined || to === undefined || shown === undefined) return null;
    return { from, to, colour: shown.color, width: Math.max(sigma.scaleSize(shown.size), 0.8), directed: data.type === "arrow" };
  });
  return { width, height, nodes: [...nodes.values()], edges: edges.filter((edge) => edge !== null) };
}
