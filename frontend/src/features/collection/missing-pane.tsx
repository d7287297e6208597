import { Text, UnstyledButton } from "@mantine/core";
import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Selection } from "@/features/diagram/view/selection";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";

interface Props {
  synthesis: Synthesis;
  onSelect: (selection: Selection) => void;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** What no paper joins though it is close, and the nodes over which ways between the branches lead. */
export function MissingPane({ synthesis, onSelect }: Props) {
  const { gaps, bridges, notes } = synthesis;
  const labels = new Map(synthesis.nodes.map((node) => [node.id, plainLabel(node.label)]));
  // A person may have taken a node out since.
  const open = gaps.filter((gap) => labels.has(gap.source) && labels.has(gap.target));
  const ways = bridges.filter((bridge) => labels.has(bridge.node));
  const jump = (node: string) => (
    <UnstyledButton className={classes.jump} onClick={() => onSelect({ node })}>
      {labels.get(node)}
    </UnstyledButton>
  );
  return (
    <>
      <section>
        <h3 className={classes.head}>What is missing</h3>
        <Text size="xs" c="dimmed" mb={8}>
          Close in meaning, yet no paper of this collection joins the two.
        </Text>
        {open.length === 0 ? (
          <Text size="sm" c="dimmed">
            No such pair was found.
          </Text>
        ) : (
          <ul className={classes.pairs}>
            {open.map((gap) => (
              <li key={`${gap.source}~${gap.target}`}>
                {jump(gap.source)}
                {jump(gap.target)}
                <Text size="xs" c="dimmed">
                  {percent(gap.closeness)} alike. {gap.why}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className={classes.section}>
        <h3>Bridges</h3>
        <Text size="xs" c="dimmed" mb={8}>
          Ways between the others lead over these.
        </Text>
        {ways.length === 0 ? (
          <Text size="sm" c="dimmed">
            No node joins the others more than the rest does.
          </Text>
        ) : (
          <ul className={classes.plain}>
            {ways.map((bridge) => (
              <li key={bridge.node} className={classes.bridge}>
                {jump(bridge.node)}
                <Text span size="xs" c="dimmed" data-figures>
                  {percent(bridge.betweenness)}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </section>
      {notes.length > 0 && (
        <section className={classes.section}>
          <h3>To be borne in mind</h3>
          <ul className={classes.log}>
            {notes.map((note, at) => (
              <li key={at}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
