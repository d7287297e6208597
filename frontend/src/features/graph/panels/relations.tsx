import { Button, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { formatNumber } from "@/shared/lib/format";
import type { Palette } from "../draw/palette";
import { edgeKind, inEdgeOrder } from "../model/edge-types";
import { nodeKind } from "../model/node-types";
import { edgeKey, type GraphEdge, type GraphNode } from "../model/types";
import classes from "./detail.module.css";
import { ShapeIcon } from "./shape-icon";

interface Props {
  node: GraphNode;
  edges: readonly GraphEdge[];
  nodes: ReadonlyMap<string, GraphNode>;
  palette: Palette;
  onPick: (id: string) => void;
  onPickEdge: (key: string) => void;
}

const FIRST = 8;

/** The other ends of a node's relations, by what each says; the words lead to the relation's own sentences. */
export function Relations({ node, edges, nodes, palette, onPick, onPickEdge }: Props) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const near = edges.filter((edge) => edge.source === node.id || edge.target === node.id);
  const groups = inEdgeOrder(new Set(near.map((edge) => edge.type))).flatMap((type) =>
    [true, false].flatMap((out) => {
      const list = near.filter((edge) => edge.type === type && (edge.source === node.id) === out);
      return list.length === 0 ? [] : [{ key: `${type} ${out}`, words: out ? edgeKind(type).words : edgeKind(type).back, list, out }];
    }),
  );
  return groups.map(({ key, words, list, out }) => (
    <div key={key}>
      <p className={classes.words}>
        {words} ({formatNumber(list.length)})
      </p>
      <ul className={classes.relations}>
        {(opened.has(key) ? list : list.slice(0, FIRST)).map((edge) => {
          const other = nodes.get(out ? edge.target : edge.source);
          if (other === undefined) return null;
          return (
            <li key={edgeKey(edge)} style={{ display: "flex", alignItems: "center", gap: 8 }}>
              <UnstyledButton className={classes.relation} onClick={() => onPick(other.id)}>
                <ShapeIcon shape={nodeKind(other.type).shape} colour={palette.types[other.type] ?? palette.nothing} size={13} />
                <span>{other.label}</span>
              </UnstyledButton>
              {(edge.evidence?.length ?? 0) > 0 && (
                <Button size="compact-xs" variant="subtle" aria-label={`Sentences on ${other.label}`} onClick={() => onPickEdge(edgeKey(edge))}>
                  {`${edge.evidence?.length} “”`}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {list.length > FIRST && !opened.has(key) && (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpened(new Set([...opened, key]))}>
          {`All ${formatNumber(list.length)}`}
        </Button>
      )}
    </div>
  ));
}
