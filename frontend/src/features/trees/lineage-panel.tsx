import { Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { ParentLegend, ParentSign } from "@/features/breeding/parent-legend";
import { operatorWord } from "@/features/breeding/settings-model";
import type { Lineage, Tree, TreeFamily } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { treeTitle } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import classes from "./lineage-panel.module.css";

interface Props {
  tree: Tree;
  lineage: Lineage;
  parents: TreeFamily["parents"];
  onSelect: (node: string) => void;
}

/** Where every branch comes from, by parent and paper, and what operators did, each with the seed it drew from. */
export function LineagePanel({ tree, lineage, parents, onSelect }: Props) {
  const labels = new Map(tree.nodes.map(({ id, label }) => [id, label]));
  const titles = new Map(tree.papers.map((paper) => [paper.arxiv_id, paper.title]));
  const ordered = lineage.parents.flatMap((id) => parents.find((parent) => parent.id === id) ?? []);
  return (
    <Panel label="Lineage">
      <Title order={2} mb={8}>
        Lineage
      </Title>
      <ParentLegend parents={ordered} others={lineage.branches.some(({ parent }) => parent === null)} />
      <h3 className={classes.sub}>Inherited branches</h3>
      <ul className={classes.rows}>
        {lineage.branches.map(({ node, parent, papers }) => {
          const place = parent === null ? null : lineage.parents.indexOf(parent);
          const from = ordered.find(({ id }) => id === parent);
          return (
            <li key={node}>
              <button type="button" className={classes.node} onClick={() => onSelect(node)}>
                {labels.get(node) ?? node}
              </button>
              <div className={classes.from}>
                <ParentSign place={place} />
                {from === undefined ? "from other papers" : <Link to={`/trees/${from.id}`}>{treeTitle(from)}</Link>}
              </div>
              <Papers keys={papers} titles={titles} />
            </li>
          );
        })}
      </ul>
      <h3 className={classes.sub}>Mutations and crossings</h3>
      {lineage.mutations.length === 0 ? (
        <Text size="sm" c="dimmed">
          No operator left a trace in the nodes that are still there.
        </Text>
      ) : (
        <ol className={classes.rows}>
          {lineage.mutations.map(({ operator, node, note, seed }) => (
            <li key={`${operator}~${node}~${seed.join(".")}`}>
              <b>{operatorWord(operator)}</b> at{" "}
              <button type="button" className={classes.node} onClick={() => onSelect(node)}>
                {labels.get(node) ?? node}
              </button>
              {note !== "" && <span> ({note})</span>}
              <div className={classes.seed}>
                seed {seed[0]}, generation {seed[1]}, child {seed[2]}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

const FIRST = 4;

/** The papers of a branch: a few at once, the rest when asked for. */
function Papers({ keys, titles }: { keys: readonly string[]; titles: ReadonlyMap<string, string> }) {
  const link = (key: string) => (
    <Link key={key} to={paperLink(key)} title={titles.get(key)}>
      {titles.get(key) ?? key}
    </Link>
  );
  if (keys.length === 0) return null;
  return (
    <div className={classes.papers}>
      {keys.slice(0, FIRST).map(link)}
      {keys.length > FIRST && (
        <details>
          <summary>{plural(keys.length - FIRST, "more paper")}</summary>
          <div className={classes.papers}>{keys.slice(FIRST).map(link)}</div>
        </details>
      )}
    </div>
  );
}
