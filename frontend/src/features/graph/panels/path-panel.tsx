import { Button, CloseButton, Text, UnstyledButton } from "@mantine/core";
import { plural } from "@/shared/lib/format";
import type { GraphPath } from "../api/answers";
import { edgeKind, edgeWords } from "../model/edge-types";
import { nodeKind } from "../model/node-types";
import { edgeKey } from "../model/types";
import type { DetailProps } from "./acts";
import classes from "./detail.module.css";
import { ShapeIcon } from "./shape-icon";

interface Props extends DetailProps {
  paths: readonly GraphPath[] | undefined;
  error: Error | null;
  /** Which of them is picked out on the canvas. */
  nth: number;
  onNth: (nth: number) => void;
}

/** The shortest ways between two picked nodes, step by step. */
export function PathPanel({ paths, error, nth, onNth, palette, acts }: Props) {
  const path = paths?.[nth];
  return (
    <>
      <div className={classes.kind}>shortest path</div>
      <div className={classes.head}>
        <h2>{path ? plural(path.nodes.length - 1, "step") : "Path"}</h2>
        <CloseButton aria-label="Leave the path" size="sm" onClick={acts.clearPath} />
      </div>
      {error !== null && (
        <Text size="sm" role="alert" c="var(--danger-text)" mt={8}>
          {error.message}
        </Text>
      )}
      {error === null && paths === undefined && (
        <Text size="sm" c="dimmed" mt={8} role="status">
          Looking for a way.
        </Text>
      )}
      {paths?.length === 0 && (
        <Text size="sm" mt={8}>
          No way of up to six steps joins the two.
        </Text>
      )}
      {paths !== undefined && paths.length > 1 && (
        <div className={classes.actions}>
          {paths.map((one, at) => (
            <Button key={at} size="compact-sm" variant={at === nth ? "light" : "default"} aria-pressed={at === nth} onClick={() => onNth(at)}>
              {`Way ${at + 1}: ${plural(one.nodes.length - 1, "step")}`}
            </Button>
          ))}
        </div>
      )}
      {path && (
        <ol className={classes.steps} style={{ marginTop: 12 }} aria-label="Steps">
          {path.nodes.map((node, at) => {
            const after = path.nodes[at + 1];
            const edge = path.edges.find(
              ({ source, target }) => (source === node.id && target === after?.id) || (target === node.id && source === after?.id),
            );
            const words = edge && (edge.source === node.id ? edgeWords(edge) : edgeKind(edge.type).back);
            return (
              <li key={node.id}>
                <UnstyledButton className={classes.relation} onClick={() => acts.select(node.id)}>
                  <ShapeIcon shape={nodeKind(node.type).shape} colour={palette.types[node.type] ?? palette.nothing} />
                  <span>{node.label}</span>
                </UnstyledButton>
                {edge && (
                  <Button size="compact-xs" variant="subtle" ml={14} onClick={() => acts.selectEdge(edgeKey(edge))}>
                    {`${words ?? ""}${edge.evidence && edge.evidence.length > 0 ? ` (${plural(edge.evidence.length, "sentence")})` : ""}`}
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
