import { Badge, Text, Title, UnstyledButton } from "@mantine/core";
import { Link } from "react-router";
import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis, TreeNode } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { RunExperiment } from "@/shared/ui/run-experiment";
import classes from "./detail-pane.module.css";
import { LedgerPanel } from "./ledger-panel";
import { Quotes } from "./quotes";

interface Props {
  node: TreeNode;
  synthesis: Synthesis;
  titles: ReadonlyMap<string, string>;
  onSelect: (selection: Selection) => void;
  onHoverPaper: (key: string | null) => void;
}

const KINDS: Record<string, string> = {
  root: "main idea",
  branch: "branch",
  group: "group",
  concept: "concept",
  term: "term",
  paper: "paper",
  hub: "core patterns",
  summary: "what it leads to",
};

const BY_HAND: Record<string, string> = {
  added: "Added by hand: no paper says this.",
  relabelled: "Renamed by hand.",
  kind: "Changed by hand.",
  moved: "Moved by hand.",
};

/** A node of the map: its papers, its quotes, its other spellings, and what it is tied to. */
export function NodeDetail({ node, synthesis, titles, onSelect, onHoverPaper }: Props) {
  const labels = new Map(synthesis.nodes.map((one) => [one.id, plainLabel(one.label)]));
  const below = synthesis.edges.filter((edge) => edge.kind === "tree" && edge.source === node.id);
  const across = synthesis.edges.filter((edge) => edge.kind === "cross" && (edge.source === node.id || edge.target === node.id));
  const spellings = node.forms.filter((form) => form.toLowerCase() !== plainLabel(node.label).toLowerCase());
  return (
    <>
      <Badge variant="light">{KINDS[node.kind] ?? node.kind}</Badge>
      <Title order={2} mt={6}>
        {plainLabel(node.label)}
      </Title>
      {synthesis.edits.nodes
        .filter((one) => one.id === node.id)
        .map((one) => (
          <Text key={one.change} size="sm" mt={4}>
            {BY_HAND[one.change]}
          </Text>
        ))}
      {spellings.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          Also written: {spellings.join(", ")}
        </Text>
      )}
      <section className={classes.section}>
        <h3>{plural(node.papers.length, "paper")}</h3>
        <ul className={classes.plain} data-testid="node-papers">
          {node.papers.map((paper) => (
            <li key={paper.arxiv_id} onMouseEnter={() => onHoverPaper(paper.arxiv_id)} onMouseLeave={() => onHoverPaper(null)}>
              <Link to={paperLink(paper.arxiv_id)}>{paper.title}</Link>
            </li>
          ))}
        </ul>
      </section>
      {node.papers.length > 0 && <RunExperiment size="compact-sm" papers={node.papers.map((paper) => paper.arxiv_id)} />}
      <section className={classes.section}>
        <h3>What they say</h3>
        <Quotes evidence={node.evidence} words={[node.label, ...node.forms]} titles={titles} />
      </section>
      {node.forms.length > 0 && (
        <section className={classes.section}>
          <h3>Merged forms</h3>
          <LedgerPanel key={node.id} forms={node.forms} />
          <Text size="xs" c="dimmed" mt={8}>
            What is split or joined here counts from the next merge on.
          </Text>
        </section>
      )}
      {across.length > 0 && (
        <section className={classes.section}>
          <h3>Links across branches</h3>
          {across.map((edge) => {
            const other = edge.source === node.id ? edge.target : edge.source;
            return (
              <UnstyledButton key={`${edge.source}~${edge.target}`} className={classes.jump} onClick={() => onSelect({ edge })}>
                <Text span c="dimmed" size="sm">
                  {edge.label || "linked to"}{" "}
                </Text>
                {labels.get(other) ?? other}
              </UnstyledButton>
            );
          })}
        </section>
      )}
      {below.length > 0 && (
        <section className={classes.section}>
          <h3>Below it</h3>
          {below.map((edge) => (
            <UnstyledButton key={edge.target} className={classes.jump} onClick={() => onSelect({ node: edge.target })}>
              {labels.get(edge.target) ?? edge.target}
            </UnstyledButton>
          ))}
        </section>
      )}
    </>
  );
}
