import { Button, NumberInput, Text } from "@mantine/core";
import { IconSeedling } from "@tabler/icons-react";
import { useState } from "react";
import type { Breeding } from "@/shared/api/types";
import { useBreedOn } from "./api";
import classes from "./breed-on-bar.module.css";
import { choiceWords } from "./choice-model";
import { BOUNDS, fieldProblem, type Typed } from "./settings-model";

interface Props {
  breeding: Breeding;
  choice: { keep: string[]; more: string[]; less: string[] };
  busy: boolean;
}

/** What is chosen, in words, and the button that breeds on from it. */
export function BreedOnBar({ breeding, choice, busy }: Props) {
  const [generations, setGenerations] = useState<Typed>(5);
  const breedOn = useBreedOn(breeding.id);
  const problem = fieldProblem("generations", generations);
  return (
    <section className={classes.bar} aria-label="Breed on">
      <Text size="sm" className={classes.words} role="status">
        {busy ? "It is at work; choose when it ends, or stop it." : `Breeds on ${choiceWords(choice)}.`}
        {breedOn.isError && (
          <Text span size="sm" c="var(--danger-text)" role="alert" ml={8}>
            {breedOn.error.message}
          </Text>
        )}
        {problem !== undefined && (
          <Text span size="sm" c="var(--danger-text)" ml={8}>
            {problem}
          </Text>
        )}
      </Text>
      <NumberInput
        size="xs"
        w={150}
        aria-label="Generations to breed on"
        suffix={generations === 1 ? " generation" : " generations"}
        min={BOUNDS.generations.min}
        max={BOUNDS.generations.max}
        allowDecimal={false}
        clampBehavior="none"
        error={problem !== undefined}
        value={generations}
        onChange={(value) => setGenerations(value === "" ? "" : Number(value))}
      />
      <Button
        size="sm"
        leftSection={<IconSeedling size={16} />}
        disabled={busy || problem !== undefined}
        loading={breedOn.isPending}
        onClick={() => breedOn.mutate({ ...choice, generations: Number(generations) })}
      >
        Breed on
      </Button>
    </section>
  );
}
