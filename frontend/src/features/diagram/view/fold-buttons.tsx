import { Button, Group } from "@mantine/core";
import { IconFocus2, IconFold, IconFoldDown, IconFoldUp } from "@tabler/icons-react";
import { plural } from "@/shared/lib/format";
import { plainLabel } from "../render/match-nodes";
import classes from "./fold-buttons.module.css";
import { ToolButton } from "./tool-button";
import type { FoldTools } from "./use-folds";

interface Props {
  folds: FoldTools;
  /** The node that is selected. */
  node: string | undefined;
}

/** Puts branches away and brings them back: the selected one, all others, or all at once. */
export function FoldButtons({ folds, node }: Props) {
  if (!folds.able) return null;
  const branch = node !== undefined && folds.hasBelow(node) ? node : undefined;
  return (
    <Group gap={2} wrap="nowrap">
      {branch === undefined ? (
        <ToolButton label="Fold to the branches" onClick={folds.foldBranches}>
          <IconFold size={18} />
        </ToolButton>
      ) : (
        <>
          <ToolButton
            label={folds.isFolded(branch) ? "Unfold what hangs below" : "Fold what hangs below"}
            keys="c"
            pressed={folds.isFolded(branch)}
            onClick={() => folds.toggle(branch)}
          >
            {folds.isFolded(branch) ? <IconFoldDown size={18} /> : <IconFoldUp size={18} />}
          </ToolButton>
          <ToolButton label="Only this branch" keys="o" pressed={folds.shown.root === branch} onClick={() => folds.onlyThis(branch)}>
            <IconFocus2 size={18} />
          </ToolButton>
        </>
      )}
    </Group>
  );
}

/** Says that not all of the diagram is on show, with the way back. */
export function FoldNote({ folds }: Pick<Props, "folds">) {
  if (folds.alone === undefined && folds.count === 0) return null;
  return (
    <div className={classes.note} role="status" data-testid="fold-note">
      <span>
        {folds.alone !== undefined && `Only “${plainLabel(folds.alone)}” and what hangs below it. `}
        {folds.count > 0 && `${plural(folds.count, "node")} folded; the number tells how many hang below.`}
      </span>
      <Button size="compact-xs" variant="default" onClick={folds.showAll}>
        Show all
      </Button>
    </div>
  );
}
