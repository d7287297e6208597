import { type RefObject, useMemo } from "react";
import { collapse, expand, isExpanded, openGroup, pin, remove, unpin } from "../look/look";
import type { Looks } from "../look/use-look";
import { communityOf } from "../model/grouping";
import type { Point } from "../model/types";
import type { Acts } from "../panels/acts";
import type { Stage } from "./stage";

interface Input {
  readonly looks: Looks;
  readonly stage: RefObject<Stage | null>;
  /** All nodes that pass the filters. */
  readonly ids: readonly string[];
  readonly onPathFrom: (id: string) => void;
}

/** What can be done with nodes, from the canvas, the list, the keys and the panel alike. */
export function useActs({ looks, stage, ids, onPathFrom }: Input): Acts {
  const { change, touch } = looks;
  return useMemo(
    () => ({
      select: (id) => touch((look) => ({ ...look, selected: { node: id } })),
      selectEdge: (key) => touch((look) => ({ ...look, selected: { edge: key } })),
      clear: () => touch((look) => ({ ...look, selected: null })),
      clearPath: () => change((look) => ({ ...look, path: null })),
      open: (id) =>
        change((look) => {
          if (id.startsWith("group:")) return { ...openGroup(look, communityOf(id)), selected: null };
          return isExpanded(look, id) ? collapse(look, id) : expand(look, id);
        }),
      more: (id) => change((look) => expand(look, id)),
      pin: (chosen) =>
        change((look) => {
          const free = chosen.filter((id) => !(id in look.pinned));
          if (free.length === 0) return unpin(look, chosen);
          const places = stage.current?.positions() ?? new Map<string, Point>();
          return pin(look, new Map(free.flatMap((id) => {
            const at = places.get(id);
            return at === undefined ? [] : [[id, at] as const];
          })));
        }),
      remove: (chosen) => change((look) => remove(look, chosen)),
      keepOnly: (chosen) => {
        const kept = new Set(chosen);
        change((look) => remove(look, ids.filter((id) => !kept.has(id))));
      },
      pathFrom: onPathFrom,
    }),
    [change, touch, stage, ids, onPathFrom],
  );
}
