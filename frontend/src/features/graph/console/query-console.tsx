import { Button, CloseButton, Menu, Text } from "@mantine/core";
import { IconAffiliate, IconHistory, IconPlayerPlay, IconTable } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import { plural } from "@/shared/lib/format";
import { runQuery } from "../api/graph-calls";
import { partOfRows } from "../model/from-rows";
import classes from "./console.module.css";
import { CypherEditor } from "./cypher-editor";
import { placeOf } from "./error-place";
import { EXAMPLES } from "./examples";
import { readHistory, remember } from "./query-history";
import { ResultTable } from "./result-table";

interface Props {
  initial: string;
  onClose: () => void;
  /** Shows what the query finds as the graph. */
  onGraph: (cypher: string) => void;
  onNode: (id: string) => void;
}

/** Read-only Cypher for people who know it: examples, history, the answer as a table or as the graph. */
export function QueryConsole({ initial, onClose, onGraph, onNode }: Props) {
  const [text, setText] = useState(initial || (EXAMPLES[0]?.cypher ?? ""));
  const [history, setHistory] = useState(() => readHistory(localStorage));
  const mayAsk = useMayWrite();
  const run = useMutation({ mutationFn: (cypher: string) => runQuery(cypher) });
  const ask = (cypher = text): void => {
    if (cypher.trim() === "") return;
    setHistory(remember(localStorage, cypher));
    run.mutate(cypher);
  };
  const choose = (cypher: string): void => {
    run.reset();
    setText(cypher);
  };
  const wrong = run.isError && run.variables === text ? placeOf(run.error) : null;
  const part = run.data === undefined ? null : partOfRows(run.data.rows);
  return (
    <section className={classes.console} aria-label="Query console">
      <div className={classes.head}>
        <h2>Query</h2>
        <Menu position="top-start" width={320}>
          <Menu.Target>
            <Button size="compact-sm" variant="default">
              Examples
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {EXAMPLES.map(({ title, cypher }) => (
              <Menu.Item key={title} onClick={() => choose(cypher)}>
                {title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Menu position="top-start" width={420} disabled={history.length === 0}>
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconHistory size={14} />} disabled={history.length === 0}>
              History
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah="50dvh" style={{ overflowY: "auto" }}>
            {history.map((cypher) => (
              <Menu.Item key={cypher} onClick={() => choose(cypher)}>
                <code className={classes.past}>{cypher}</code>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <span style={{ flex: 1 }} />
        {part !== null && part.nodes.length > 0 && run.variables !== undefined && (
          <Button size="compact-sm" variant="default" leftSection={<IconAffiliate size={14} />} onClick={() => onGraph(run.variables)}>
            {`Show ${plural(part.nodes.length, "node")} as a graph`}
          </Button>
        )}
        <Button size="compact-sm" leftSection={<IconPlayerPlay size={14} />} loading={run.isPending} disabled={!mayAsk} onClick={() => ask()} title="Ctrl+Enter">
          Run
        </Button>
        <CloseButton aria-label="Close the console" onClick={onClose} />
      </div>
      <div className={classes.body}>
        <CypherEditor value={text} onChange={setText} onRun={() => ask()} wrong={wrong} />
        <div className={classes.answer} aria-live="polite">
          {!mayAsk && (
            <Text size="sm" c="dimmed" p="sm">
              Queries need the role of an editor.
            </Text>
          )}
          {run.isError && (
            <Text size="sm" p="sm" role="alert" c="var(--danger-text)" style={{ whiteSpace: "pre-wrap" }}>
              {run.error.message}
              {wrong !== null && ` (line ${wrong.line}, column ${wrong.column})`}
            </Text>
          )}
          {run.isIdle && (
            <Text size="sm" c="dimmed" p="sm">
              Queries only read. Ctrl+Enter runs; nodes in the answer can be shown as a graph.
            </Text>
          )}
          {run.data && (
            <>
              <Text size="xs" c="dimmed" px="sm" py={4} style={{ display: "flex", alignItems: "center", gap: 6 }}>
                <IconTable size={13} aria-hidden /> {plural(run.data.rows.length, "row")}
              </Text>
              <ResultTable answer={run.data} onNode={onNode} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}
