import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { useBreeding } from "@/features/breeding/api";
import { FitnessBars, TickNote } from "@/features/breeding/fitness-bars";
import { PART_HELP, PART_WORDS, PARTS } from "@/features/breeding/parts";
import { bestOfParents } from "@/features/breeding/reference";
import type { Fitness, Lineage } from "@/shared/api/types";
import { Panel } from "@/shared/ui/panel";
import classes from "./fitness-panel.module.css";

/** The five parts of a child's fitness, what each means, and the breeding that it comes from. */
export function FitnessPanel({ fitness, lineage }: { fitness: Fitness; lineage: Lineage }) {
  const breeding = useBreeding(lineage.breeding).data;
  return (
    <Panel label="Fitness">
      <Title order={2} mb={8}>
        Fitness
      </Title>
      <FitnessBars fitness={fitness} reference={breeding && bestOfParents(breeding)} />
      <div className={classes.note}>
        <TickNote />
      </div>
      <dl className={classes.help}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{PART_WORDS[part]}</dt>
            <dd>{PART_HELP[part]}.</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" mt={12}>
        Born in generation {lineage.generation} of{" "}
        <Anchor component={Link} to={`/breedings/${lineage.breeding}`}>
          {breeding?.title ?? "its breeding"}
        </Anchor>
      </Text>
    </Panel>
  );
}
