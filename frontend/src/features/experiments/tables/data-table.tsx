import { Button } from "@mantine/core";
import { useState } from "react";
import { formatNumber } from "@/shared/lib/format";
import { formatFigure } from "@/shared/lib/run-words";
import { valueWords } from "../value-words";
import classes from "./data-table.module.css";

interface Props {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly unknown[])[];
}

/** Rows on show before the rest is asked for. */
const FIRST = 50;

const cellWords = (value: unknown): string => (typeof value === "number" ? formatFigure(value) : valueWords(value));

/** A table that scrolls within itself; figures stand to the right. */
export function DataTable({ label, columns, rows }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      {/* A table that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column, at) => (
                <th key={column} scope="col" data-number={typeof rows[0]?.[at] === "number" || undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr key={at}>
                {row.map((value, column) => (
                  <td key={column} data-number={typeof value === "number" || undefined}>
                    {cellWords(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          Show all {formatNumber(rows.length)} rows
        </Button>
      )}
    </>
  );
}
