import { Anchor } from "@mantine/core";
import { formatNumber, plural } from "@/shared/lib/format";
import { isGroup } from "../model/grouping";
import type { Scene } from "../model/scene";
import type { GraphModel } from "../model/use-model";
import classes from "./graph-view.module.css";

interface Props {
  scene: Scene;
  model: GraphModel;
  open: readonly string[] | "all";
  onFold: () => void;
  onUnfold: () => void;
}

/** "x of y nodes shown", and where the others are: nothing is held back without a word. */
export function StatusLine({ scene, model, open, onFold, onUnfold }: Props) {
  const { filtered, drawn, large } = model;
  const { hand, types, years, words } = filtered.hidden;
  const unsent = [...scene.unsent.values()].reduce((sum, count) => sum + count, 0);
  const shown = filtered.nodes.length - drawn.folded;
  const why = [
    [drawn.folded, `folded into ${plural(drawn.nodes.filter(isGroup).length, "community", "communities")}`],
    [types, "of hidden types"],
    [years, "of other years"],
    [words, "without the words"],
    [hand, "taken away"],
    [unsent, "still on the server"],
  ] as const;
  return (
    <p className={classes.status} aria-live="polite" data-testid="graph-status">
      <strong>
        {formatNumber(shown)} of {plural(scene.nodes.size + unsent, "node")} shown
      </strong>
      {`, ${plural(drawn.edges.length, "line")}`}
      {why.filter(([count]) => count > 0).map(([count, words]) => (
        <span key={words}>{` · ${formatNumber(count)} ${words}`}</span>
      ))}
      {large && open !== "all" && (
        <>
          {" · "}
          <Anchor component="button" type="button" inherit onClick={onUnfold}>
            Unfold all
          </Anchor>
        </>
      )}
      {large && (open === "all" || open.length > 0) && (
        <>
          {" · "}
          <Anchor component="button" type="button" inherit onClick={onFold}>
            Fold communities
          </Anchor>
        </>
      )}
    </p>
  );
}
