import { Skeleton, Text, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { RunChart } from "@/shared/api/experiment-types";
import { formatNumber } from "@/shared/lib/format";
import { DataTable } from "../tables/data-table";
import { tableOf } from "./chart-data";
import classes from "./chart-view.module.css";

/** A chart of a run: the drawing, what it shows in words, and its data as a table. */
export function ChartView({ chart, order = 3 }: { chart: RunChart; order?: 3 | 4 }) {
  const { title, spec, description } = chart;
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "drawn" | "failed">("loading");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let gone = false;
    let clear: (() => void) | undefined;
    const element = box.current;
    if (element === null) return undefined;
    import("./vega-engine")
      .then(({ draw }) => draw(element, spec, scheme, description))
      .then(
        (finalize) => {
          clear = finalize;
          if (gone) finalize();
          else setState("drawn");
        },
        () => setState("failed"),
      );
    return () => {
      gone = true;
      clear?.();
    };
  }, [spec, scheme, description]);
  const table = open ? tableOf(spec) : null;
  const Heading = order === 3 ? "h3" : "h4";
  return (
    <figure className={classes.figure}>
      <Heading className={classes.title}>{title}</Heading>
      {state === "loading" && <Skeleton height={220} />}
      {state === "failed" && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          This chart could not be drawn. Its data stands below.
        </Text>
      )}
      {/* The library gives the element it draws into a role of its own. */}
      <div className={classes.drawing} data-state={state} role="img" aria-label={`${title}. ${description}`}>
        <div ref={box} style={{ width: "100%" }} />
      </div>
      <figcaption className={classes.words}>{description}</figcaption>
      <details className={classes.data} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Data of this chart</summary>
        {table !== null && (
          <>
            <DataTable label={`Data of ${title}`} columns={table.columns} rows={table.rows.map((row) => table.columns.map((column) => row[column]))} />
            <Text size="xs" c="dimmed">
              {formatNumber(table.rows.length)} rows
            </Text>
          </>
        )}
      </details>
    </figure>
  );
}
