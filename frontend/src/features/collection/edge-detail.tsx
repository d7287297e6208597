import { Badge, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis, TreeEdge } from "@/shared/api/types";
import classes from "./detail-pane.module.css";
import { Quotes } from "./quotes";

interface Props {
  edge: TreeEdge;
  synthesis: Synthesis;
  titles: ReadonlyMap<string, string>;
  onSelect: (selection: Selection) => void;
}

function meaning(edge: TreeEdge): string {
  if (edge.kind === "tree") return "The lower idea belongs to the upper one.";
  if (edge.basis === "sentence") return "A sentence of the papers says this of the two.";
  if (edge.basis === "together") return "The same papers hold both, across branches.";
  return "A link across branches that rests on no sentence.";
}

/** A line of the map: its two ends, what it says, and the sentences it rests on. */
export function EdgeDetail({ edge, synthesis, titles, onSelect }: Props) {
  const ends = [edge.source, edge.target].map((id) => synthesis.nodes.find((node) => node.id === id));
  const words = ends.flatMap((node) => (node ? [node.label, ...node.forms] : []));
  return (
    <>
      <Badge variant="light">{edge.kind === "tree" ? "belongs to" : "link across branches"}</Badge>
      <div style={{ marginTop: 8 }}>
        {ends.map((node, at) => (
          <div key={at}>
            {at === 1 && (
              <Text size="sm" c="dimmed" my={2} style={{ display: "flex", gap: 6, alignItems: "center" }}>
                <IconArrowDown size={14} aria-hidden /> {edge.label || (edge.kind === "tree" ? "holds" : "linked to")}
              </Text>
            )}
            {node && (
              <UnstyledButton className={classes.jump} style={{ fontWeight: 600 }} onClick={() => onSelect({ node: node.id })}>
                {plainLabel(node.label)}
              </UnstyledButton>
            )}
          </div>
        ))}
      </div>
      <Text size="sm" c="dimmed" mt={8}>
        {meaning(edge)}
      </Text>
      {synthesis.edits.links.some((one) => one.source === edge.source && one.target === edge.target) && (
        <Text size="sm" mt={4}>
          Drawn or named by hand.
        </Text>
      )}
      <section className={classes.section}>
        <h3>Sentences</h3>
        <Quotes evidence={edge.evidence} words={words} titles={titles} />
      </section>
    </>
  );
}
