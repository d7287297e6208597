import { Button, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconFilter, IconPin, IconPlus } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { plural } from "@/shared/lib/format";
import type { Palette } from "../draw/palette";
import { isGroup } from "../model/grouping";
import { nodeKind } from "../model/node-types";
import type { GraphNode } from "../model/types";
import type { GraphModel } from "../model/use-model";
import { ShapeIcon } from "./shape-icon";
import classes from "./side.module.css";

interface Props {
  model: GraphModel;
  palette: Palette;
  words: string;
  onWords: (words: string) => void;
  selected: string | null;
  hovered: string | null;
  caught: ReadonlySet<string>;
  pinned: Readonly<Record<string, unknown>>;
  onHover: (id: string | null) => void;
  onPick: (id: string, many: boolean) => void;
  onOpen: (id: string) => void;
}

const PAGE = 150;

/** Every drawn node as a row, those with the most neighbours first: the canvas for whoever cannot use it. */
export function NodeList({ model, palette, words, onWords, selected, hovered, caught, pinned, onHover, onPick, onOpen }: Props) {
  const [most, setMost] = useState(PAGE);
  const list = useRef<HTMLUListElement>(null);
  const { degree } = model.measures;
  const rows = useMemo(() => {
    const rank = (node: GraphNode): number => (isGroup(node) ? 1e6 + node.count : (degree.get(node.id) ?? 0));
    return [...model.drawn.nodes].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  }, [model.drawn, degree]);
  const at = selected === null ? -1 : rows.findIndex((node) => node.id === selected);
  useEffect(() => {
    if (at < 0) return;
    list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const shown = rows.slice(0, Math.max(most, at + 1));
  return (
    <>
      <div className={classes.bar}>
        <TextInput
          size="xs"
          value={words}
          onChange={(event) => onWords(event.currentTarget.value)}
          placeholder="Only nodes with these words"
          aria-label="Only nodes with these words"
          leftSection={<IconFilter size={14} aria-hidden />}
        />
      </div>
      <ul className={classes.list} ref={list} aria-label="Nodes on show">
        {shown.map((node) => (
          <li key={node.id} className={classes.row} data-lit={hovered === node.id || caught.has(node.id) || undefined}>
            <UnstyledButton
              className={classes.pick}
              aria-current={selected === node.id}
              onMouseEnter={() => onHover(node.id)}
              onMouseLeave={() => onHover(null)}
              onClick={(event) => onPick(node.id, event.shiftKey || event.ctrlKey || event.metaKey)}
              onDoubleClick={() => onOpen(node.id)}
            >
              <ShapeIcon shape={nodeKind(node.type).shape} colour={palette.types[node.type] ?? palette.nothing} />
              <span className={classes.label}>{node.label}</span>
              {node.id in pinned && <IconPin size={13} aria-label="pinned" />}
              <span data-figures className={classes.typeCount} title={isGroup(node) ? "nodes in it" : "neighbours on show"}>
                {isGroup(node) ? node.count : (degree.get(node.id) ?? 0)}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {rows.length > shown.length && (
        <div className={classes.bar}>
          <Button size="compact-xs" variant="default" fullWidth leftSection={<IconPlus size={13} />} onClick={() => setMost(most + PAGE)}>
            {plural(rows.length - shown.length, "more node")}
          </Button>
        </div>
      )}
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          No node passes the filters.
        </Text>
      )}
    </>
  );
}
