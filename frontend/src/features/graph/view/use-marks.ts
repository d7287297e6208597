import { useMemo } from "react";
import type { GraphPath } from "../api/answers";
import type { Look } from "../look/look";
import { edgeKey } from "../model/types";
import type { Marks } from "./marks";

interface Input {
  readonly look: Look;
  readonly hovered: string | null;
  readonly caught: ReadonlySet<string>;
  readonly path: GraphPath | undefined;
  readonly end: string | null;
}

/** What stands out on the canvas just now. */
export function useMarks({ look, hovered, caught, path, end }: Input): Marks {
  const { selected } = look;
  return useMemo(
    () => ({
      hovered,
      node: selected !== null && "node" in selected ? selected.node : null,
      edge: selected !== null && "edge" in selected ? selected.edge : null,
      caught,
      pathNodes: new Set(path?.nodes.map((node) => node.id) ?? []),
      pathEdges: new Set(path?.edges.map(edgeKey) ?? []),
      end,
    }),
    [selected, hovered, caught, path, end],
  );
}
