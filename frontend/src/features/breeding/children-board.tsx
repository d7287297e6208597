import { Button, Group, Text, Title } from "@mantine/core";
import { IconColumns3, IconSeedling } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Breeding, BreedingChild } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { useUrlState } from "@/shared/lib/use-url-state";
import { EmptyState } from "@/shared/ui/empty-state";
import { useChangeBreeding } from "./api";
import { BreedOnBar } from "./breed-on-bar";
import { ChildCard } from "./child-card";
import classes from "./children-board.module.css";
import { choiceOf, noWishes, toggleWish } from "./choice-model";
import { CompareChildren } from "./compare-children";
import { MOST_COMPARED } from "./compare-model";
import { TickNote } from "./fitness-bars";
import { FrontList } from "./front-list";
import { ParentLegend } from "./parent-legend";
import { bestOfParents } from "./reference";

interface Props {
  breeding: Breeding;
  busy: boolean;
}

/** The children to choose from, those kept earlier, and the rest of the front; below, the choice that breeds on. */
export function ChildrenBoard({ breeding, busy }: Props) {
  const [{ compare }, setUrl] = useUrlState(["compare"]);
  const [told, setTold] = useState(noWishes(breeding.generation));
  const wishes = told.generation === breeding.generation ? told : noWishes(breeding.generation);
  const change = useChangeBreeding(breeding.id);
  const mayWrite = useMayWrite();
  const { children } = breeding;
  const shown = children.filter((child) => child.shown);
  const rest = children.filter((child) => !child.shown && child.place !== null);
  const earlier = children.filter((child) => child.place === null);
  const chosen = compare.split(",").filter((id) => children.some((child) => child.id === id));
  const parents = breeding.parents.map(({ id }) => id);
  const kept = children.filter((child) => child.kept).map(({ id }) => id);
  const keep = (child: BreedingChild): void =>
    change.mutate({ kept: child.kept ? kept.filter((id) => id !== child.id) : [...kept, child.id] });
  const toCompare = (id: string): void => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    setUrl({ compare: next.slice(-MOST_COMPARED).join(",") });
  };
  const card = (child: BreedingChild, present: boolean) => (
    <ChildCard
      key={child.id}
      child={child}
      breeding={breeding.id}
      parents={parents}
      reference={bestOfParents(breeding)}
      wish={wishes.of[child.id]}
      compared={chosen.includes(child.id)}
      busy={busy || !mayWrite}
      onKeep={() => keep(child)}
      onWish={present ? (wish) => setTold(toggleWish(wishes, child.id, wish)) : undefined}
      onCompare={() => toCompare(child.id)}
    />
  );
  if (children.length === 0) {
    return (
      <EmptyState icon={<IconSeedling size={24} />} title={busy ? "No children yet" : "No children"}>
        {busy ? "They are shown as soon as the breeding ends or is stopped." : "Continue the breeding above, or breed other parents."}
      </EmptyState>
    );
  }
  return (
    <>
      <section aria-label="Children" className={classes.section}>
        <Group justify="space-between" mb={8}>
          <div>
            <Title order={2}>Children of generation {breeding.generation}</Title>
            <Text size="sm" c="dimmed">
              {plural(shown.length, "child", "children")} to choose from: the best by the weights, and those most unlike them.
            </Text>
          </div>
          <CompareButton chosen={chosen} onOpen={() => setUrl({ compare: chosen.join(",") })} />
        </Group>
        <div className={classes.legend}>
          <ParentLegend parents={breeding.parents} />
          <TickNote />
        </div>
        {change.isError && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {change.error.message}
          </Text>
        )}
        <ul className={classes.grid}>{shown.map((child) => card(child, true))}</ul>
      </section>
      {mayWrite && <BreedOnBar breeding={breeding} choice={choiceOf(children, wishes)} busy={busy} />}
      <CompareChildren
        breeding={breeding}
        chosen={children.filter((child) => chosen.includes(child.id))}
        onRemove={toCompare}
        onClear={() => setUrl({ compare: null })}
      />
      {earlier.length > 0 && (
        <section aria-label="Kept earlier" className={classes.section}>
          <Title order={2} mb={8}>
            Kept earlier
          </Title>
          <ul className={classes.grid}>{earlier.map((child) => card(child, false))}</ul>
        </section>
      )}
      <FrontList rows={rest} busy={busy || !mayWrite} onKeep={keep} />
    </>
  );
}

function CompareButton({ chosen, onOpen }: { chosen: readonly string[]; onOpen: () => void }) {
  if (chosen.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Tick “Compare” on two to four children.
      </Text>
    );
  }
  return (
    <Button
      component="a"
      href="#compare"
      variant="default"
      leftSection={<IconColumns3 size={16} />}
      onClick={(event) => {
        event.preventDefault();
        onOpen();
        document.getElementById("compare")?.scrollIntoView({ block: "start" });
      }}
    >
      {chosen.length === 1 ? "Tick one more to compare" : `Compare ${chosen.length} children`}
    </Button>
  );
}
