import { Select, Skeleton, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { MetricHistory, RunChart } from "@/shared/api/experiment-types";
import { useHistory } from "@/shared/api/experiments";
import { plural } from "@/shared/lib/format";
import { formatFigure } from "@/shared/lib/run-words";
import { lineSpec } from "../charts/chart-data";
import { ChartView } from "../charts/chart-view";
import classes from "./compare.module.css";

const BETTER = { higher: "Higher is better.", lower: "Lower is better.", none: "" };

/** A machine by what it is; the beginning of its id tells two of one kind apart. */
function machineWords({ id = "", processor, system, cores }: MetricHistory["points"][number]["machine"], device: string): string {
  const kind = processor || system || "unknown machine";
  return [cores === undefined ? kind : `${kind}, ${cores} cores`, device, id.slice(0, 4)].filter((part) => part !== "").join(" · ");
}

/** The runs of a metric over time as a chart, a line for each machine and device. */
export function historyChart(history: MetricHistory): RunChart {
  const { metric, unit, better, points } = history;
  const values = points.map(({ at, value, machine, device, seed }) => ({ at, [metric]: value, machine: machineWords(machine, device), seed }));
  const figures = points.map((point) => point.value);
  const machines = new Set(values.map((row) => row.machine)).size;
  const range = figures.length < 2 ? figures.map((one) => ` ${formatFigure(one)}${unit && ` ${unit}`}`).join("") : ` from ${formatFigure(Math.min(...figures))} to ${formatFigure(Math.max(...figures))}${unit && ` ${unit}`}`;
  return {
    title: `${metric} over time`,
    description: `${plural(points.length, "run")} on ${plural(machines, "machine")},${range}. ${BETTER[better]}`.trim(),
    spec: lineSpec(
      values,
      { field: "at", type: "temporal", title: "finished" },
      // A dot or a bracket in a name would be read as a path into the row.
      { field: metric.replace(/[.[\]\\'"]/g, "\\$&"), type: "quantitative", title: unit === "" ? metric : `${metric} (${unit})`, scale: { zero: false } },
      "machine",
    ),
  };
}

/** How a figure of an experiment went over its runs, across machines. */
export function MetricHistoryChart({ experiment, metrics }: { experiment: string; metrics: readonly string[] }) {
  const [picked, setPicked] = useState<string>();
  const metric = picked ?? metrics[0] ?? "";
  const history = useHistory(experiment, metric);
  const chart = useMemo(() => (history.data === undefined ? undefined : historyChart(history.data)), [history.data]);
  return (
    <section className={classes.history} aria-label="History of a figure">
      <Select
        label="A figure over its runs, across machines"
        data={[...metrics]}
        value={metric}
        onChange={(next) => setPicked(next ?? undefined)}
        allowDeselect={false}
        searchable={metrics.length > 8}
        mb="sm"
      />
      {history.isError ? (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {history.error.message}
        </Text>
      ) : chart === undefined ? (
        <Skeleton height={220} />
      ) : history.data?.points.length === 0 ? (
        <Text size="sm" c="dimmed">
          No run has told this figure yet.
        </Text>
      ) : history.data?.points.length === 1 ? (
        <Text size="sm" c="dimmed">
          {chart.description} Another run makes it a line.
        </Text>
      ) : (
        <ChartView chart={chart} />
      )}
    </section>
  );
}
