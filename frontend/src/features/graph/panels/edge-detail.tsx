import { CloseButton, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import type { Span } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { edgeKind, edgeWords } from "../model/edge-types";
import { keyOf, titlesOf } from "../model/facts";
import { nodeKind } from "../model/node-types";
import type { GraphEdge } from "../model/types";
import type { DetailProps } from "./acts";
import classes from "./detail.module.css";
import { EvidenceList } from "./evidence-list";
import { MentionSentences } from "./mention-sentences";
import { ShapeIcon } from "./shape-icon";

interface Props extends DetailProps {
  edge: GraphEdge;
}

/** A line: its two ends, what it says of them, and each sentence that says so. */
export function EdgeDetail({ edge, scene, palette, acts }: Props) {
  const ends = [scene.nodes.get(edge.source), scene.nodes.get(edge.target)];
  const words = edgeWords(edge);
  const meaning = edgeKind(edge.type).words;
  const titles = titlesOf(scene.nodes.values());
  const spans = Array.isArray(edge.spans) ? (edge.spans as Span[]) : null;
  return (
    <>
      <div className={classes.kind}>relation</div>
      <div className={classes.head}>
        <h2>{words}</h2>
        <CloseButton aria-label="Clear the selection" size="sm" onClick={acts.clear} />
      </div>
      <div className={classes.section}>
        {ends.map(
          (node, at) =>
            node && (
              <div key={node.id}>
                {at === 1 && (
                  <Text size="sm" c="dimmed" style={{ display: "flex", gap: 6, alignItems: "center" }}>
                    <IconArrowDown size={14} aria-hidden /> {words}
                  </Text>
                )}
                <UnstyledButton className={classes.relation} onClick={() => acts.select(node.id)}>
                  <ShapeIcon shape={nodeKind(node.type).shape} colour={palette.types[node.type] ?? palette.nothing} />
                  <span>{node.label}</span>
                </UnstyledButton>
              </div>
            ),
        )}
      </div>
      {words !== meaning && (
        <Text size="xs" c="dimmed" mt={8}>
          Of the kind “{meaning}”{typeof edge.weight === "number" && `, weight ${Math.round(edge.weight * 100) / 100}`}
          {edge.basis === "together" && ", found only in the same papers"}
        </Text>
      )}
      {typeof edge.rule === "string" && (
        <Text size="xs" c="dimmed" mt={8}>
          By the rule “{edge.rule}”
        </Text>
      )}
      {spans !== null && (
        <Text size="xs" c="dimmed" mt={8}>
          {plural(spans.length, "place")} in the paper{typeof edge.text === "string" && `, written “${edge.text}”`}
        </Text>
      )}
      <section className={classes.section}>
        <h3>Sentences</h3>
        {spans === null ? <EvidenceList evidence={edge.evidence ?? []} titles={titles} /> : <MentionSentences paper={keyOf(edge.source)} spans={spans} titles={titles} />}
      </section>
    </>
  );
}
