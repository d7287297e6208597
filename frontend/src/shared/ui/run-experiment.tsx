import { Button, type ButtonProps, Menu, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { ExperimentRow } from "@/shared/api/experiment-types";
import { useExperiments } from "@/shared/api/experiments";
import { experimentLink } from "@/shared/lib/experiment-links";
import classes from "./run-experiment.module.css";

interface Props {
  /** The papers that the run is linked to beforehand; experiments near to the first stand first. */
  papers: readonly string[];
  /** Experiments of this topic stand first. */
  topic?: number;
  size?: ButtonProps["size"];
  variant?: ButtonProps["variant"];
}

/** Papers that a link carries at most: an address has an end, and a run about everything is about nothing. */
const MOST = 20;

function first(rows: readonly ExperimentRow[], topic: number | undefined): ExperimentRow[] {
  const rank = (row: ExperimentRow): number => (row.topic === topic ? 2 : 0) + (row.link ? row.link.score : 0);
  return [...rows].sort((left, right) => rank(right) - rank(left));
}

/** “Run this experiment”: the experiments to choose from, each leading to its form with the papers linked beforehand. */
export function RunExperiment({ papers, topic, size = "sm", variant = "default" }: Props) {
  const [opened, setOpened] = useState(false);
  const asked = useExperiments(papers[0], opened);
  return (
    <Menu opened={opened} onChange={setOpened} width={360} position="bottom-start" shadow="md">
      <Menu.Target>
        <Button size={size} variant={variant} leftSection={<IconFlask size={size === "compact-sm" ? 14 : 16} />}>
          Run an experiment
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.list}>
        {asked.isError && <Menu.Label role="alert">{asked.error.message}</Menu.Label>}
        {asked.isPending && <Menu.Label role="status">Looking for experiments…</Menu.Label>}
        {asked.data?.results.length === 0 && <Menu.Label>There is no experiment yet.</Menu.Label>}
        {first(asked.data?.results ?? [], topic).map((row) => (
          <Menu.Item key={row.key} component={Link} to={experimentLink(row.key, { papers: papers.slice(0, MOST) })}>
            {row.title}
            <Text size="xs" c="dimmed" lineClamp={2}>
              {row.link ? row.link.why : `Topic ${row.topic}: ${row.topic_title}`}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
