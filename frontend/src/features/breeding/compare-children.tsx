import { Button, CloseButton, Skeleton, Text, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { treeQuery } from "@/shared/api/trees";
import type { Breeding, BreedingChild, Tree } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { treeTitle } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import { ChildTitle } from "./child-title";
import classes from "./compare-children.module.css";
import { bestPlaces, compareLabels, originCounts } from "./compare-model";
import { MiniTree } from "./mini-tree";
import { ParentSign } from "./parent-legend";
import { figure, PART_WORDS, PARTS } from "./parts";

interface Props {
  breeding: Breeding;
  chosen: readonly BreedingChild[];
  onRemove: (id: string) => void;
  onClear: () => void;
}

const NAMED = 8;

/** Two to four children side by side: shape, each part of fitness with the best told, origins, what only one has. */
export function CompareChildren({ breeding, chosen, onRemove, onClear }: Props) {
  const answers = useQueries({ queries: chosen.map(({ id }) => treeQuery(id)) });
  if (chosen.length < 2) return null;
  const trees = answers.flatMap(({ data }) => data ?? []);
  const whole = trees.length === chosen.length;
  const { shared, own } = compareLabels(whole ? trees : []);
  const best = bestPlaces(chosen.map(({ fitness }) => fitness));
  const parents = breeding.parents.map(({ id }) => id);
  return (
    <Panel label="Comparison" className={classes.panel}>
      <div className={classes.head} id="compare">
        <Title order={2}>Side by side</Title>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
          Close
        </Button>
      </div>
      {whole && (
        <Text size="sm" c="dimmed" mb={8}>
          All have {plural(shared.length, "label")} in common{shared.length > 0 && `: ${named(shared)}`}
        </Text>
      )}
      <div className={classes.columns} style={{ gridTemplateColumns: `repeat(${chosen.length}, minmax(220px, 1fr))` }}>
        {chosen.map((child, at) => (
          <article key={child.id} className={classes.column} aria-label={treeTitle(child)}>
            <ChildTitle child={child}>
              <CloseButton size="sm" aria-label={`Leave ${treeTitle(child)} out`} onClick={() => onRemove(child.id)} />
            </ChildTitle>
            {answers[at]?.data === undefined ? (
              <Skeleton height={180} />
            ) : (
              <MiniTree tree={answers[at].data} parents={parents} label={`Shape of ${treeTitle(child)}`} height={180} />
            )}
            <dl className={classes.figures}>
              {PARTS.map((part) => (
                <div key={part} data-best={best[part].includes(at) || undefined}>
                  <dt>{PART_WORDS[part]}</dt>
                  <dd data-figures>
                    {best[part].includes(at) && <span className={classes.best}>best</span>}
                    {figure(child.fitness[part])}
                  </dd>
                </div>
              ))}
              {child.place !== null && (
                <div>
                  <dt>Place by the weights</dt>
                  <dd data-figures>No. {child.place + 1}</dd>
                </div>
              )}
              <div>
                <dt>Nodes</dt>
                <dd data-figures>{child.nodes}</dd>
              </div>
            </dl>
            {answers[at]?.data !== undefined && <Origins tree={answers[at].data} parents={parents} />}
            {whole && (
              <Text size="sm">
                <Text span fw={500} size="sm">
                  Only here:
                </Text>{" "}
                {named(own[at] ?? []) || "nothing"}
              </Text>
            )}
          </article>
        ))}
      </div>
    </Panel>
  );
}

const named = (labels: readonly string[]): string =>
  labels.slice(0, NAMED).join(", ") + (labels.length > NAMED ? ` and ${labels.length - NAMED} more` : "");

function Origins({ tree, parents }: { tree: Tree; parents: readonly string[] }) {
  const { counts, others } = originCounts(tree, parents);
  return (
    <div className={classes.origins}>
      {counts.map((count, place) =>
        count === 0 ? null : (
          <span key={parents[place]}>
            <ParentSign place={place} /> {plural(count, "node")}
          </span>
        ),
      )}
      {others > 0 && (
        <span>
          <ParentSign place={null} /> {plural(others, "node")} from other papers
        </span>
      )}
    </div>
  );
}
