import { useMemo, useState } from "react";
import type { DiagramModel } from "../model/diagram-model";
import { canFold, childrenOf, foldedModel, foldsText, parseFolds, uncovered } from "../model/fold-model";

export interface FoldTools {
  /** What is left to draw. */
  shown: DiagramModel;
  /** False where the diagram holds no branches to put away. */
  able: boolean;
  /** Label of the node that stands alone with what hangs below it. */
  alone: string | undefined;
  /** How many nodes stand folded in what is shown. */
  count: number;
  isFolded: (id: string) => boolean;
  hasBelow: (id: string) => boolean;
  toggle: (id: string) => void;
  onlyThis: (id: string) => void;
  foldBranches: () => void;
  showAll: () => void;
  /** Brings nodes that are put away into sight. */
  uncover: (ids: readonly string[]) => void;
}

/** What of a diagram is put away; a page that keeps it in its address gives `asked` and takes `onFolds`. */
export function useFolds(model: DiagramModel, asked: string | undefined, onFolds: ((text: string) => void) | undefined): FoldTools {
  const [own, setOwn] = useState("");
  const text = asked ?? own;
  const folds = useMemo(() => parseFolds(text), [text]);
  const shown = useMemo(() => foldedModel(model, folds), [model, folds]);
  const children = useMemo(() => childrenOf(model), [model]);
  const change = (next: typeof folds): void => {
    setOwn(foldsText(next));
    onFolds?.(foldsText(next));
  };
  const hasBelow = (id: string): boolean => (children.get(id) ?? []).length > 0;
  return {
    shown,
    able: canFold(model) && model.nodes.length > 2,
    alone: shown.root === model.root ? undefined : shown.nodes.find((node) => node.id === shown.root)?.label,
    count: shown.folded?.size ?? 0,
    isFolded: (id) => shown.folded?.has(id) ?? false,
    hasBelow,
    toggle: (id) => {
      if (!hasBelow(id)) return;
      const folded = new Set(folds.folded);
      if (!folded.delete(id)) folded.add(id);
      change({ ...folds, folded });
    },
    onlyThis: (id) => change({ folded: new Set([...folds.folded].filter((one) => one !== id)), only: id === folds.only || id === model.root ? undefined : id }),
    foldBranches: () => change({ folded: new Set((children.get(shown.root ?? "") ?? []).filter(hasBelow)), only: folds.only }),
    showAll: () => change({ folded: new Set(), only: undefined }),
    uncover: (ids) => {
      const drawn = new Set(shown.nodes.map((node) => node.id));
      if (shown !== model && ids.some((id) => !drawn.has(id))) change(uncovered(model, folds, ids));
    },
  };
}
