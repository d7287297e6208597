import type { CSSProperties } from "react";
import { formatDate, formatNumber } from "@/shared/lib/format";
import classes from "./demand-table.module.css";
import type { DemandCell } from "./topic-types";
import { heat, statedWords } from "./topic-words";

/** One organization and skill: the count if there is one, and below it what the notes state. */
export function DemandCellView({ cell }: { cell: DemandCell }) {
  const style = { "--heat": `${Math.round(heat(cell) * 42)}%` } as CSSProperties;
  const notes = statedWords(cell);
  const quotes = cell.quotes.map((quote) => `“${quote.text}” (line ${quote.line})`).join("\n");
  return (
    <td className={cell.named || cell.count !== null ? classes.cell : classes.empty} style={style} title={quotes || undefined}>
      {cell.count === null ? (
        <span className={cell.rank === null ? undefined : classes.strong}>{notes}</span>
      ) : (
        <>
          <span className={classes.strong}>
            {formatNumber(cell.count)}
            {cell.count_rank !== null && ` · rank ${cell.count_rank}`}
          </span>
          <span className={classes.small}>
            {cell.source}, {formatDate(cell.date)}
            {cell.older.length > 0 && `; ${cell.older.length} older`}
          </span>
          <span className={classes.small}>notes: {notes}</span>
        </>
      )}
    </td>
  );
}
