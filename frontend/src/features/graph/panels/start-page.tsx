import { Anchor, Button, Text, Title } from "@mantine/core";
import { IconAffiliate, IconTerminal2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useCollections } from "@/shared/api/collections";
import { formatNumber, plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { statsQuery, viewsQuery } from "../api/graph-calls";
import { inTypeOrder, nodeKind } from "../model/node-types";
import { graphLink, type Start } from "../model/start";
import { GraphDown } from "./graph-down";
import { ShapeIcon } from "./shape-icon";
import { StartBox } from "./start-box";
import classes from "./start-page.module.css";

interface Props {
  colours: Readonly<Record<string, string>>;
  onStart: (start: Start) => void;
  onConsole: () => void;
}

/** Where there is no graph on show yet: what the store holds, and the ways in. */
export function StartPage({ colours, onStart, onConsole }: Props) {
  const stats = useQuery(statsQuery());
  const collections = useCollections();
  const views = useQuery(viewsQuery());
  if (stats.isPending) return <ListSkeleton label="Asking the graph" />;
  if (stats.isError) return <GraphDown error={stats.error} onRetry={() => void stats.refetch()} busy={stats.isFetching} />;
  const { nodes, edges } = stats.data;
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, one) => all + one, 0);
  if (sum(nodes) === 0) {
    return (
      <EmptyState
        order={1}
        icon={<IconAffiliate size={24} />}
        title="The graph is empty"
        action={
          <Button component={Link} to="/search">
            Import papers
          </Button>
        }
      >
        Papers, their terms, concepts and trees appear here by themselves once there are some.
      </EmptyState>
    );
  }
  const filled = (collections.data?.results ?? []).filter((one) => one.papers > 0).slice(0, 6);
  const saved = views.data?.results.slice(0, 6) ?? [];
  return (
    <div className={classes.page}>
      <div className={classes.box}>
        <Title order={1}>Graph</Title>
        <Text c="dimmed">
          {plural(sum(nodes), "node")} and {plural(sum(edges), "relation")}. Begin with some of them.
        </Text>
        <StartBox size="md" onStart={onStart} />
        <ul className={classes.counts} aria-label="In the graph">
          {inTypeOrder(Object.keys(nodes)).filter((type) => (nodes[type] ?? 0) > 0).map((type) => (
            <li key={type}>
              <ShapeIcon shape={nodeKind(type).shape} colour={colours[type] ?? "currentColor"} />
              {formatNumber(nodes[type] ?? 0)} {nodeKind(type).many}
            </li>
          ))}
        </ul>
        {filled.length > 0 && (
          <section>
            <h2>Collections</h2>
            <ul className={classes.ways}>
              {filled.map((one) => (
                <li key={one.id}>
                  <Anchor component={Link} to={graphLink({ kind: "collection", id: String(one.id) })}>
                    {one.name}
                  </Anchor>{" "}
                  <Text span size="xs" c="dimmed">
                    {plural(one.papers, "paper")}
                  </Text>
                </li>
              ))}
            </ul>
          </section>
        )}
        {saved.length > 0 && (
          <section>
            <h2>Saved views</h2>
            <ul className={classes.ways}>
              {saved.map((one) => (
                <li key={one.id}>
                  <Anchor component={Link} to={`/graph/v/${one.id}`}>
                    {one.name || one.id}
                  </Anchor>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div>
          <Button variant="default" size="xs" leftSection={<IconTerminal2 size={15} />} onClick={onConsole}>
            Ask with a query
          </Button>
        </div>
      </div>
    </div>
  );
}
