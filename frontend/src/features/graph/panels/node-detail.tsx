import { Button, CloseButton, Text } from "@mantine/core";
import { IconArrowsMaximize, IconArrowsMinimize, IconExternalLink, IconEyeOff, IconPin, IconPinnedOff, IconRoute } from "@tabler/icons-react";
import { Link } from "react-router";
import { plural } from "@/shared/lib/format";
import { RunExperiment } from "@/shared/ui/run-experiment";
import { isExpanded } from "../look/look";
import { evidenceAround, factsOf, keyOf, pageOf, papersOf, titlesOf } from "../model/facts";
import { isGroup } from "../model/grouping";
import { inTypeOrder, nodeKind } from "../model/node-types";
import type { GraphNode } from "../model/types";
import type { DetailProps } from "./acts";
import classes from "./detail.module.css";
import { EvidenceList } from "./evidence-list";
import { Relations } from "./relations";
import { ShapeIcon } from "./shape-icon";

interface Props extends DetailProps {
  node: GraphNode;
}

const PAGES: Readonly<Record<string, string>> = { paper: "paper", topic: "topic", experiment: "experiment", run: "run" };
/** What an experiment can be about; an experiment itself is opened. */
const RUNNABLE = new Set(["paper", "topic", "concept", "term", "tree", "treenode"]);

/** A node: what it is, what can be done with it, what it is joined with, and the sentences behind that. */
export function NodeDetail({ node, ...props }: Props) {
  const { scene, looks, palette, acts } = props;
  const { look } = looks;
  const kind = nodeKind(node.type);
  const open = isExpanded(look, node.id);
  const unsent = scene.unsent.get(node.id) ?? 0;
  const page = pageOf(node);
  const facts = factsOf(node);
  const edges = [...scene.edges.values()];
  return (
    <>
      <div className={classes.kind}>
        <ShapeIcon shape={kind.shape} colour={palette.types[node.type] ?? palette.nothing} size={13} />
        {kind.one}
      </div>
      <div className={classes.head}>
        <h2>{node.label}</h2>
        <CloseButton aria-label="Clear the selection" size="sm" onClick={acts.clear} />
      </div>
      <div className={classes.actions}>
        <Button size="compact-sm" variant="light" leftSection={open ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />} onClick={() => acts.open(node.id)}>
          {isGroup(node) ? "Open the community" : open ? "Collapse" : "Expand"}
        </Button>
        {open && unsent > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => acts.more(node.id)}>
            {`${unsent} more on the server`}
          </Button>
        )}
        <Button size="compact-sm" variant="default" leftSection={node.id in look.pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />} onClick={() => acts.pin([node.id])}>
          {node.id in look.pinned ? "Unpin" : "Pin"}
        </Button>
        {!isGroup(node) && (
          <>
            <Button size="compact-sm" variant="default" leftSection={<IconRoute size={14} />} onClick={() => acts.pathFrom(node.id)}>
              Path from here
            </Button>
            <Button size="compact-sm" variant="default" leftSection={<IconEyeOff size={14} />} onClick={() => acts.remove([node.id])}>
              Take away
            </Button>
          </>
        )}
        {page !== null && (
          <Button size="compact-sm" variant="default" component={Link} to={page} leftSection={<IconExternalLink size={14} />}>
            {`Open the ${PAGES[node.type] ?? "tree"}`}
          </Button>
        )}
        {RUNNABLE.has(node.type) && <RunExperiment size="compact-sm" papers={papersOf(node, edges)} topic={node.type === "topic" ? Number(keyOf(node.id)) : undefined} />}
      </div>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {isGroup(node) ? (
        <section className={classes.section}>
          <h3>In this community</h3>
          <Text size="sm">{inTypeOrder(Object.keys(node.types)).map((type) => plural(node.types[type] ?? 0, nodeKind(type).one, nodeKind(type).many)).join(", ")}</Text>
          <ul className={classes.relations} style={{ marginTop: 8 }}>
            {node.members.slice(0, 20).map((id) => (
              <li key={id}>
                <Text size="sm" truncate>
                  {scene.nodes.get(id)?.label ?? id}
                </Text>
              </li>
            ))}
          </ul>
          {node.members.length > 20 && (
            <Text size="xs" c="dimmed">
              and {node.members.length - 20} more
            </Text>
          )}
        </section>
      ) : (
        <>
          <section className={classes.section}>
            <h3>Relations</h3>
            <Relations node={node} edges={edges} nodes={scene.nodes} palette={palette} onPick={acts.select} onPickEdge={acts.selectEdge} />
          </section>
          <section className={classes.section}>
            <h3>Sentences</h3>
            <EvidenceList key={node.id} evidence={evidenceAround(node.id, edges)} titles={titlesOf(scene.nodes.values())} none="None of the relations on show rests on a sentence." />
          </section>
        </>
      )}
    </>
  );
}
