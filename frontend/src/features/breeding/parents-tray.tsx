import { ActionIcon, Anchor, Button, Skeleton, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Tree } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { KIND_WORDS, treeTitle } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import { MiniTree } from "./mini-tree";
import { ParentSign } from "./parent-legend";
import { treeIdIn } from "./parents-model";
import classes from "./parents-tray.module.css";

export interface TrayParent {
  id: string;
  tree: Tree | undefined;
  /** There is no tree of this id. */
  unknown: boolean;
  error: Error | null;
}

interface Props {
  parents: readonly TrayParent[];
  /** Why these cannot breed. */
  problem: string | undefined;
  onAdd: (id: string) => void;
  onRemove: (id: string) => void;
  onClear: () => void;
  /** What goes on with these parents. */
  children: ReactNode;
}

/** The chosen parents; trees are dropped here, or come by the buttons of the list. */
export function ParentsTray({ parents, problem, onAdd, onRemove, onClear, children }: Props) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const id = treeIdIn(event.dataTransfer.getData("text/plain"));
    if (id !== undefined) onAdd(id);
  };
  return (
    <Panel label="Parents">
      <div className={classes.head}>
        <Title order={2}>Parents</Title>
        {parents.length > 1 && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            Empty the tray
          </Button>
        )}
      </div>
      {/* Dropping is one way of three; the list's buttons and the search box do the same by keyboard. */}
      { }
      <div
        className={classes.tray}
        data-testid="parents-tray"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {parents.length === 0 ? (
          <p className={classes.empty}>Drag two or more trees here, or press “Add” beside them.</p>
        ) : (
          <ul className={classes.cards}>
            {parents.map((parent, place) => (
              <ParentCard key={parent.id} parent={parent} place={place} onRemove={() => onRemove(parent.id)} />
            ))}
          </ul>
        )}
      </div>
      <Text size="sm" mt={8} c={problem === undefined ? "dimmed" : "var(--danger-text)"} role="status">
        {problem ?? (parents.length === 0 ? "Papers' trees, merged trees and earlier children can all be parents." : `${plural(parents.length, "parent")}.`)}
      </Text>
      {children}
    </Panel>
  );
}

function ParentCard({ parent, place, onRemove }: { parent: TrayParent; place: number; onRemove: () => void }) {
  const { id, tree, unknown, error } = parent;
  const title = tree === undefined ? id : treeTitle(tree);
  return (
    <li className={classes.card} data-unknown={unknown || undefined}>
      <div className={classes.title}>
        <ParentSign place={place} />
        {tree === undefined ? (
          <span>{title}</span>
        ) : (
          <Anchor component={Link} to={`/trees/${id}`} c="var(--text)" fw={500} lineClamp={2} title={title}>
            {title}
          </Anchor>
        )}
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Take out ${title}`} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {unknown && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          There is no such tree.
        </Text>
      )}
      {error !== null && <Text size="sm" c="var(--danger-text)">{error.message}</Text>}
      {tree === undefined ? (
        !unknown && error === null && <Skeleton height={60} />
      ) : (
        <>
          <MiniTree tree={{ ...tree, lineage: null }} label={`Shape of ${title}`} height={90} />
          <span className={classes.meta}>
            {KIND_WORDS[tree.kind]} · {plural(tree.nodes.length, "node")}
          </span>
        </>
      )}
    </li>
  );
}
