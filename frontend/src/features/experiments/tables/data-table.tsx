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
  // Words among the figures put the whole column to the left, so that no column is ragged on both sides.
  const figures = columns.map((_, at) => rows.every((row) => typeof row[at] === "number" || row[at] === null) || undefined);
  return (
    <>
      {/* A table that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column, at) => (
                <th key={column} scope="col" data-number={figures[at]}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr key={at}>
                {row.map((value, column) => (
                  <td key={column} data-number={figures[column]}>
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
