import { Button, Menu, Text } from "@mantine/core";
import { IconArrowsLeftRight } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { useRuns } from "@/shared/api/experiments";
import { compareLink } from "@/shared/lib/experiment-links";
import { formatMoment } from "@/shared/lib/format";
import { runSentence } from "@/shared/lib/run-words";
import classes from "./run-page.module.css";

/** The other runs of the experiment, each leading to a comparison with this one. */
export function CompareMenu({ run }: { run: Run }) {
  const [opened, setOpened] = useState(false);
  const runs = useRuns({ experiment: run.experiment, state: "succeeded" });
  const others = (runs.data?.pages.flatMap((page) => page.results) ?? []).filter((one) => one.id !== run.id);
  return (
    <Menu opened={opened} onChange={setOpened} width={380} position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconArrowsLeftRight size={16} />}>
          Compare
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label>{others.length === 0 ? "There is no other run yet. Re-run it with one change." : "Compare with"}</Menu.Label>
        {others.map((one) => (
          <Menu.Item key={one.id} component={Link} to={compareLink([one.id, run.id])}>
            {formatMoment(one.created_at)}, seed {one.seed}
            <Text size="xs" c="dimmed" lineClamp={2}>
              {runSentence(one)}
            </Text>
          </Menu.Item>
        ))}
        {others.length > 1 && (
          <Menu.Item component={Link} to={compareLink([run.id, ...others.slice(0, 5).map((one) => one.id)])}>
            All of the last {Math.min(others.length, 5) + 1}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
