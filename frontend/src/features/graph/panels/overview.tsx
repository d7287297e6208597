import { Text, UnstyledButton } from "@mantine/core";
import { isGroup } from "../model/grouping";
import { nodeKind } from "../model/node-types";
import type { GraphNode } from "../model/types";
import type { GraphModel } from "../model/use-model";
import type { DetailProps } from "./acts";
import classes from "./detail.module.css";
import { ShapeIcon } from "./shape-icon";

interface Props extends DetailProps {
  model: GraphModel;
}

const LEADING = 10;

/** What there is to see while nothing is selected: the nodes that most others are joined with, and how to go on. */
export function Overview({ model, palette, acts }: Props) {
  const { degree } = model.measures;
  const rank = (node: GraphNode): number => (isGroup(node) ? node.count : (degree.get(node.id) ?? 0));
  const leading = [...model.drawn.nodes].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, LEADING);
  const folded = model.drawn.folded > 0;
  return (
    <>
      <div className={classes.head}>
        <h2>{folded ? "Largest communities" : "Most connected"}</h2>
      </div>
      <ul className={classes.relations} style={{ marginTop: 8 }}>
        {leading.map((node) => (
          <li key={node.id}>
            <UnstyledButton className={classes.relation} onClick={() => acts.select(node.id)}>
              <ShapeIcon shape={nodeKind(node.type).shape} colour={palette.types[node.type] ?? palette.nothing} />
              <span>{node.label}</span>
              <Text span size="xs" c="dimmed" data-figures style={{ flex: "none" }}>
                {rank(node)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <section className={classes.section}>
        <h3>How to go on</h3>
        <Text size="sm" c="dimmed">
          Click a node or a line for its sentences. Double-click a node to expand it{folded ? ", a community to open it" : ""}. Drag a node to pin it. Keys are in the
          help (?).
        </Text>
      </section>
    </>
  );
}
