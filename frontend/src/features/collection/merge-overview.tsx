import { Button, Text, Title } from "@mantine/core";
import { IconSeedling } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Synthesis } from "@/shared/api/types";
import { formatMoment, plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./detail-pane.module.css";
import { GraphHash } from "./graph-hash";

interface Props {
  synthesis: Synthesis;
}

/** Shown while nothing is selected: the figures of the merge, what it left out, and what people changed. */
export function MergeOverview({ synthesis }: Props) {
  const { kept, lost } = synthesis.edits;
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
      {synthesis.tree !== null && (
        <Button
          component={Link}
          to={`/breed?parents=${synthesis.tree}`}
          size="xs"
          variant="default"
          mt="md"
          leftSection={<IconSeedling size={15} />}
        >
          Breed from this tree
        </Button>
      )}
      {kept.length + lost.length > 0 && (
        <Text size="sm" mt="md">
          {plural(kept.length, "edit")} by hand {kept.length === 1 ? "is" : "are"} in it
          {lost.length > 0 && `; ${lost.length} more found nothing here to apply to`}. “Log” names them.
        </Text>
      )}
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
        <GraphHash synthesis={synthesis} />
      </section>
    </>
  );
}
