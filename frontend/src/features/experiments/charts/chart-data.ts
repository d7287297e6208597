import type { RunChart } from "@/shared/api/experiment-types";

export type Datum = Record<string, unknown>;
export type Spec = Record<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const rowsIn = (data: unknown): Datum[] => (isRecord(data) && Array.isArray(data.values) ? data.values.filter(isRecord) : []);

/** Every row of a chart's data: of the chart as a whole, of named sets and of its layers. */
export function rowsOf(spec: Spec): Datum[] {
  const own = rowsIn(spec.data);
  const sets = isRecord(spec.datasets) ? Object.values(spec.datasets).flatMap((set) => (Array.isArray(set) ? set.filter(isRecord) : [])) : [];
  const parts = [spec.layer, spec.hconcat, spec.vconcat, spec.concat].flatMap((list) => (Array.isArray(list) ? list.filter(isRecord) : []));
  const inner = isRecord(spec.spec) ? [spec.spec] : [];
  return [...own, ...sets, ...[...parts, ...inner].flatMap(rowsOf)];
}

/** The data as a table: the columns in the order they are first met. */
export function tableOf(spec: Spec): { columns: string[]; rows: Datum[] } {
  const rows = rowsOf(spec);
  return { columns: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows };
}

/** What a channel of the chart shows, "" where the chart has no such channel. */
export function fieldOf(spec: Spec, channel: string): string {
  const encoding = isRecord(spec.encoding) ? spec.encoding[channel] : undefined;
  return isRecord(encoding) && typeof encoding.field === "string" ? encoding.field : "";
}

export function markOf(spec: Spec): string {
  if (typeof spec.mark === "string") return spec.mark;
  return isRecord(spec.mark) && typeof spec.mark.type === "string" ? spec.mark.type : "";
}

const OVERLAID = new Set(["line", "point", "bar"]);

/**
 * The charts of one title of several runs in one, each run with a colour and a dash, shape or place of its own; null
 * where laying them over each other would hide something, and they belong side by side.
 */
export function overlaid(charts: readonly { run: string; chart: RunChart }[], by: string): RunChart | null {
  const first = charts[0]?.chart;
  if (first === undefined || charts.length < 2) return null;
  const { spec } = first;
  const mark = markOf(spec);
  const same = charts.every(({ chart }) => markOf(chart.spec) === mark && ["x", "y", "color"].every((channel) => fieldOf(chart.spec, channel) === fieldOf(spec, channel)));
  const coloured = fieldOf(spec, "color") !== "";
  if (!same || !OVERLAID.has(mark) || (coloured && mark === "bar") || !isRecord(spec.encoding)) return null;
  const values = charts.flatMap(({ run, chart }) => rowsOf(chart.spec).map((row) => ({ ...row, [by]: run })));
  const apart = { field: by, type: "nominal", sort: null };
  const encoding: Record<string, unknown> = { ...spec.encoding };
  if (!coloured) encoding.color = apart;
  if (mark === "line") encoding.strokeDash = apart;
  if (mark === "point") encoding.shape = apart;
  if (mark === "bar") encoding.xOffset = apart;
  return { ...first, spec: { ...spec, data: { values }, encoding }, description: `${first.description} ${charts.length} runs in one chart.` };
}

/** A chart of figures against steps, or against something else they were taken at. */
export function lineSpec(values: Datum[], x: Record<string, unknown>, y: Record<string, unknown>, by?: string): Spec {
  const apart = by === undefined ? {} : { color: { field: by, type: "nominal" }, strokeDash: { field: by, type: "nominal" } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    data: { values },
    mark: { type: "line", point: values.length <= 200, tooltip: true },
    encoding: { x, y, ...apart },
    width: "container",
  };
}
