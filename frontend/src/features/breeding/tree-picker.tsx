import { Badge, Button, SegmentedControl, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconBinaryTree2, IconGripVertical, IconPlus, IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useTrees } from "@/shared/api/trees";
import type { TreeSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { KIND_TABS, KIND_WORDS, STYLE_WORDS, treeTitle } from "@/shared/lib/tree-words";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { LoadMore } from "@/shared/ui/load-more";
import { Panel } from "@/shared/ui/panel";
import lines from "@/shared/ui/row-list.module.css";
import { treeIdIn } from "./parents-model";
import classes from "./tree-picker.module.css";

interface Props {
  chosen: readonly string[];
  onAdd: (id: string) => void;
  onRemove: (id: string) => void;
}

/** Every tree there is, to be dragged into the tray or added by a button; an id or address is taken at once. */
export function TreePicker({ chosen, onAdd, onRemove }: Props) {
  const [kind, setKind] = useState("");
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const ask = useDebouncedCallback((text: string) => setQ(text.trim()), 250);
  const trees = useTrees({ kind, style: "", q });
  const rows = trees.data?.pages.flatMap((page) => page.results) ?? [];
  const type = (text: string): void => {
    const id = treeIdIn(text);
    if (id === undefined) {
      setTyped(text);
      ask(text);
      return;
    }
    onAdd(id);
    setTyped("");
    ask("");
  };
  return (
    <Panel label="Trees" flush className={classes.picker}>
      <div className={classes.tools}>
        <Title order={2}>Trees</Title>
        <TextInput
          className={classes.search}
          size="sm"
          aria-label="Find a tree by title, id or address"
          placeholder="Title, id or address of a tree"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <SegmentedControl size="xs" aria-label="Kind of tree" data={KIND_TABS} value={kind} onChange={setKind} />
      </div>
      {trees.isError ? (
        <ErrorState error={trees.error} onRetry={() => void trees.refetch()} busy={trees.isFetching} />
      ) : trees.isPending ? (
        <ListSkeleton label="Loading the trees" />
      ) : rows.length === 0 ? (
        <Nothing all={kind === "" && q === ""} />
      ) : (
        // A list that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.scroll} tabIndex={0} role="region" aria-label="Trees to choose from">
          <ul className={lines.list}>
            {rows.map((tree) => (
              <Row key={tree.id} tree={tree} chosen={chosen.includes(tree.id)} onAdd={onAdd} onRemove={onRemove} />
            ))}
          </ul>
          {trees.hasNextPage && (
            <LoadMore
              label="Show more"
              busy={trees.isFetchingNextPage}
              failed={trees.isFetchNextPageError}
              onMore={() => void trees.fetchNextPage()}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

function Nothing({ all }: { all: boolean }) {
  return (
    <EmptyState
      icon={<IconBinaryTree2 size={24} />}
      title={all ? "No trees yet" : "No tree fits"}
      action={
        all && (
          <Button component={Link} to="/search">
            Search papers
          </Button>
        )
      }
    >
      {all ? "Every imported paper gets a tree; import two papers and breed theirs." : "Try other words, or another kind."}
    </EmptyState>
  );
}

type RowProps = { tree: TreeSummary; chosen: boolean; onAdd: (id: string) => void; onRemove: (id: string) => void };

function Row({ tree, chosen, onAdd, onRemove }: RowProps) {
  const title = treeTitle(tree);
  return (
    <li
      className={`${lines.row} ${classes.row}`}
      data-chosen={chosen || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", tree.id);
        event.dataTransfer.effectAllowed = "copy";
      }}
    >
      <IconGripVertical size={16} className={classes.grip} aria-hidden />
      <span className={`${lines.text} ${classes.text}`}>
        <span className={`${lines.title} ${classes.title}`}>{title}</span>
        <span className={`${lines.meta} ${classes.meta}`}>
          {plural(tree.nodes, "node")} · {plural(tree.papers, "paper")}
          {tree.style !== "" && ` · ${STYLE_WORDS[tree.style]}`}
        </span>
      </span>
      <Badge variant={tree.kind === "paper" ? "default" : "light"}>{KIND_WORDS[tree.kind]}</Badge>
      <Button
        size="compact-sm"
        variant={chosen ? "subtle" : "default"}
        color={chosen ? "gray" : undefined}
        leftSection={chosen ? <IconX size={14} /> : <IconPlus size={14} />}
        aria-label={`${chosen ? "Take out" : "Add"} ${title}`}
        onClick={() => (chosen ? onRemove(tree.id) : onAdd(tree.id))}
      >
        {chosen ? "Take out" : "Add"}
      </Button>
    </li>
  );
}
