import { useMemo, useState } from "react";
import type { DiagramLevel, DiagramModel } from "../model/diagram-model";
import type { Selection } from "../view/selection";
import { homeOf, levelFor, lifted, parentsOf, pathTo, shownModel } from "./level-model";

export interface Levels {
  /** What is drawn now: the whole model, or the part that the level on show draws. */
  shown: DiagramModel;
  /** The level on show and those above it, the top first; empty for a diagram that is drawn whole. */
  path: readonly DiagramLevel[];
  show: (id: string) => void;
  /** The level to show once this is selected: behind a door the deeper one. Undefined for a diagram drawn whole. */
  behind: (selection: Selection | null) => string | undefined;
  /** Id of the level in which a node hangs below its parent. */
  home: (node: string) => string | undefined;
  lift: (ids: ReadonlySet<string> | undefined) => ReadonlySet<string> | undefined;
}

/** Which level of a diagram is on show; `asked` lets the page keep that in its address. */
export function useLevels(model: DiagramModel, asked: string | undefined, selected: Selection | null): Levels {
  const levels = model.levels ?? [];
  const [own, show] = useState("");
  const wanted = asked ?? own;
  // An address may name a node alone; then the level is the one that draws it.
  const id = levels.some((level) => level.id === wanted) ? wanted : levelFor(levels, "", selected);
  const level = levels.find((one) => one.id === id) ?? levels[0];
  const shown = useMemo(() => (level ? shownModel(model, level) : model), [model, level]);
  const parents = useMemo(() => parentsOf(model.edges), [model]);
  const behind = (selection: Selection | null): string | undefined => {
    const door = selection !== null && "node" in selection && level?.doors.includes(selection.node) ? selection.node : undefined;
    return (levels.find((one) => one.node === door) ?? level)?.id;
  };
  return {
    shown,
    path: level ? pathTo(levels, level) : [],
    show,
    behind,
    home: (node) => homeOf(levels, node)?.id,
    lift: (ids) => (ids === undefined || level === undefined ? ids : lifted(ids, level, parents)),
  };
}
