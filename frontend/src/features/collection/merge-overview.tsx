import { Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Synthesis } from "@/shared/api/types";
import { formatMoment } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./detail-pane.module.css";

interface Props {
  synthesis: Synthesis;
}

/** Shown while nothing is selected: the figures of the merge, what it left out, and how it was made. */
export function MergeOverview({ synthesis }: Props) {
  const figures = [
    { name: "papers", value: synthesis.papers.length },
    { name: "nodes", value: synthesis.nodes.length },
    { name: "links across", value: synthesis.edges.filter((edge) => edge.kind === "cross").length },
  ];
  return (
    <>
      <Title order={2}>{synthesis.question === "" ? "The merged diagram" : synthesis.question}</Title>
      <Text size="sm" c="dimmed" mt={4}>
        Version {synthesis.version}
        {synthesis.created_at !== null && `, ${formatMoment(synthesis.created_at)}`}. Select a node for its papers and quotes, or a line
        for the sentences behind it.
      </Text>
      <dl className={classes.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {synthesis.left_out.length > 0 && (
        <section className={classes.section}>
          <h3>Fit in no branch</h3>
          <ul className={classes.plain}>
            {synthesis.left_out.map((paper) => (
              <li key={paper.arxiv_id}>
                <Link to={paperLink(paper.arxiv_id)}>{paper.title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.section}>
        <h3>How this was merged</h3>
        {synthesis.log.length === 0 ? (
          <Text size="sm" c="dimmed">
            This version kept no log.
          </Text>
        ) : (
          <ol className={classes.log}>
            {synthesis.log.map((line, at) => (
              <li key={at}>{line}</li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}
