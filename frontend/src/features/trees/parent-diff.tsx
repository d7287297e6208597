import { Button, Group, Select, Skeleton, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTree } from "@/shared/api/trees";
import type { ParentDiff, Tree, TreeFamily } from "@/shared/api/types";
import { treeTitle } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import { childRows, diffCounts, type DiffRow, type DiffState, droppedRows } from "./diff-model";
import classes from "./parent-diff.module.css";

interface Props {
  tree: Tree;
  parents: TreeFamily["parents"];
  lit: ReadonlySet<string> | undefined;
  onLight: (nodes: ReadonlySet<string> | undefined) => void;
}

const SIGNS: Record<DiffState, string> = { kept: "=", moved: "~", new: "+", dropped: "−", context: "" };
const WORDS: Record<DiffState, string> = { kept: "kept", moved: "moved", new: "new", dropped: "dropped", context: "" };

/** A child against one of its parents, node by node: told by colour, by sign and in words. */
export function ParentDiffPanel({ tree, parents, lit, onLight }: Props) {
  // The parent with most in the child comes first.
  const nearest = [...parents].sort((left, right) => right.kept.length - left.kept.length)[0];
  const [chosen, choose] = useState(nearest?.id ?? "");
  const diff = parents.find(({ id }) => id === chosen) ?? parents[0];
  const parent = useTree(diff?.id ?? "");
  if (diff === undefined) return null;
  const counts = diffCounts(diff);
  return (
    <Panel label="Compared with its parents">
      <div className={classes.head}>
        <Title order={2}>Compared with</Title>
        <Select
          aria-label="Parent to compare with"
          className={classes.select}
          allowDeselect={false}
          data={parents.map((one) => ({ value: one.id, label: treeTitle(one) }))}
          value={diff.id}
          onChange={(value) => {
            choose(value ?? "");
            onLight(undefined);
          }}
        />
      </div>
      <Counts diff={diff} counts={counts} lit={lit} onLight={onLight} />
      <div className={classes.columns}>
        <div>
          <h3 className={classes.sub}>This child</h3>
          <Rows rows={childRows(tree, diff)} />
        </div>
        <div>
          <h3 className={classes.sub}>Dropped from the parent</h3>
          {counts.dropped === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing: the child has all that this parent says.
            </Text>
          ) : parent.data === undefined ? (
            <Skeleton height={120} />
          ) : (
            <Rows rows={droppedRows(parent.data, diff)} />
          )}
        </div>
      </div>
    </Panel>
  );
}

type CountsProps = { diff: ParentDiff; counts: ReturnType<typeof diffCounts> } & Pick<Props, "lit" | "onLight">;

function Counts({ diff, counts, lit, onLight }: CountsProps) {
  const groups: [DiffState, ReadonlySet<string>][] = [
    ["kept", new Set(diff.kept.filter(({ moved }) => !moved).map(({ node }) => node))],
    ["moved", new Set(diff.kept.filter(({ moved }) => moved).map(({ node }) => node))],
    ["new", new Set(diff.new.map(({ node }) => node))],
  ];
  const same = (nodes: ReadonlySet<string>): boolean => lit !== undefined && lit.size === nodes.size && [...nodes].every((id) => lit.has(id));
  return (
    <Group gap="xs" mb={12}>
      {groups.map(([state, nodes]) => (
        <Button
          key={state}
          size="compact-sm"
          variant={same(nodes) ? "filled" : "default"}
          aria-pressed={same(nodes)}
          disabled={nodes.size === 0}
          onClick={() => onLight(same(nodes) ? undefined : nodes)}
        >
          {counts[state as keyof typeof counts]} {WORDS[state]}
        </Button>
      ))}
      <Text size="sm">{counts.dropped} dropped</Text>
      <Text size="sm" c="dimmed">
        Press one to light its nodes in the diagram.
      </Text>
    </Group>
  );
}

function Rows({ rows }: { rows: readonly DiffRow[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map(({ id, label, depth, state }) => (
        <li key={id} className={classes.row} data-state={state} style={{ paddingLeft: `min(${8 + depth * 18}px, 35%)` }}>
          <span className={classes.sign} aria-hidden>
            {SIGNS[state]}
          </span>
          <span className={classes.label}>{label}</span>
          {WORDS[state] !== "" && state !== "kept" && <span className={classes.word}>{WORDS[state]}</span>}
          {state === "kept" && <span className={classes.quiet}>kept</span>}
        </li>
      ))}
    </ul>
  );
}
