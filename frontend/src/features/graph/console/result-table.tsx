import { Button, Table, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { plural } from "@/shared/lib/format";
import type { QueryAnswer } from "../api/answers";
import { edgeWords } from "../model/edge-types";
import { isEdge, isNode } from "../model/from-rows";
import classes from "./console.module.css";

interface Props {
  answer: QueryAnswer;
  onNode: (id: string) => void;
}

const PAGE = 100;

function Cell({ value, onNode }: { value: unknown; onNode: (id: string) => void }) {
  if (isNode(value)) {
    return (
      <UnstyledButton className={classes.node} title={value.id} onClick={() => onNode(value.id)}>
        {value.label}
      </UnstyledButton>
    );
  }
  if (isEdge(value)) return <span title={`${value.source} → ${value.target}`}>{`${edgeWords(value)} →`}</span>;
  if (value === null || value === undefined) return <span className={classes.null}>null</span>;
  if (typeof value === "object") return <code className={classes.json}>{JSON.stringify(value)}</code>;
  return <>{typeof value === "string" ? value : JSON.stringify(value)}</>;
}

/** The rows of an answer; nodes lead to the graph. */
export function ResultTable({ answer, onNode }: Props) {
  const [most, setMost] = useState(PAGE);
  const { columns, rows } = answer;
  return (
    // A region that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.result} role="region" aria-label="Rows of the answer" tabIndex={0}>
      <Table stickyHeader verticalSpacing={4} fz={13}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, at) => (
              <Table.Th key={`${column}${at}`}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, most).map((row, at) => (
            <Table.Tr key={at}>
              {columns.map((column, nth) => (
                <Table.Td key={`${column}${nth}`} data-figures={typeof row[nth] === "number" || undefined}>
                  <Cell value={row[nth]} onNode={onNode} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > most && (
        <Button size="compact-xs" variant="default" m={8} onClick={() => setMost(most + PAGE)}>
          {plural(rows.length - most, "more row")}
        </Button>
      )}
    </div>
  );
}
