import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { fieldOf, markOf, rowsOf, type Spec } from "./chart-data";
import { type Scheme, chartConfig } from "./chart-theme";

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A key of lines that shows the dashes: with points on the lines it would show dots. */
function withLineKey(spec: Spec): Spec {
  if (markOf(spec) !== "line" || !isRecord(spec.encoding)) return spec;
  const keyed = Object.entries(spec.encoding).map(([channel, given]) =>
    (channel === "color" || channel === "strokeDash") && isRecord(given)
      ? [channel, { legend: { symbolType: "stroke", symbolSize: 500 }, ...given }]
      : [channel, given],
  );
  return { ...spec, encoding: Object.fromEntries(keyed) as Spec };
}

/** Letters along an axis up to which its names stand level. */
const LEVEL = 70;
/** Names up to which none is left out. */
const CROWD = 24;

/** Names below a chart that nobody turned: level where they fit, else slanted; never upright. */
function withNames(spec: Spec): Spec {
  const x = isRecord(spec.encoding) ? spec.encoding.x : undefined;
  if (!isRecord(x) || isRecord(x.axis) || (x.type !== "ordinal" && x.type !== "nominal")) return spec;
  const names = new Set(rowsOf(spec).map((row) => String(row[fieldOf(spec, "x")])));
  const letters = [...names].reduce((sum, name) => sum + name.length + 2, 0);
  return { ...spec, encoding: { ...(spec.encoding as Spec), x: { ...x, axis: { labelAngle: letters <= LEVEL ? 0 : -35, labelOverlap: names.size > CROWD } } } };
}

/**
 * Draws a Vega-Lite chart into the element and returns how to take it away. The content policy forbids code from text,
 * so expressions are walked as trees.
 */
export async function draw(element: HTMLElement, spec: Spec, scheme: Scheme, description: string): Promise<() => void> {
  const result = await embed(element, { ...withNames(withLineKey(spec)), description, autosize: { type: "fit-x", contains: "padding" } } as unknown as VisualizationSpec, {
    mode: "vega-lite",
    ast: true,
    expr: expressionInterpreter,
    actions: false,
    renderer: "svg",
    config: chartConfig(scheme),
    tooltip: { theme: scheme },
  });
  return () => result.finalize();
}
