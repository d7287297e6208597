export type Scheme = "light" | "dark";

interface Inks {
  text: string;
  dim: string;
  line: string;
  grid: string;
  panel: string;
  /** Told apart by lightness as well as by hue; each stands out from the panel by 3 to 1 or more. */
  series: readonly string[];
  /** From the least to the most. */
  ramp: readonly string[];
}

const INKS: Record<Scheme, Inks> = {
  light: {
    text: "#1a1f1c",
    dim: "#5a645d",
    line: "#c3cac5",
    grid: "#e8ece9",
    panel: "#ffffff",
    series: ["#17593a", "#c2571a", "#3b62b0", "#8f3f9e", "#8a6d00", "#bf2f5b", "#1f8188", "#5f5f5f", "#6a8f1f", "#7a4b2a"],
    ramp: ["#eef5f0", "#a9cfb8", "#58a577", "#1f6b47", "#0b3d25"],
  },
  dark: {
    text: "#e4e9e6",
    dim: "#a0aba4",
    line: "#3d4641",
    grid: "#262d29",
    panel: "#161b18",
    series: ["#6fc492", "#f0935a", "#86a9f0", "#d092dd", "#e0bf4f", "#f285a6", "#5fc4cb", "#b5b9b6", "#b3d368", "#cf9c78"],
    ramp: ["#1a2a21", "#1f5238", "#38895a", "#84c19b", "#dcf2e4"],
  },
};

const FONT = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';

/** The look of every chart, as a Vega-Lite configuration. */
export function chartConfig(scheme: Scheme): Record<string, unknown> {
  const { text, dim, line, grid, series, ramp, panel } = INKS[scheme];
  const words = { labelColor: dim, titleColor: text, labelFont: FONT, titleFont: FONT, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 550 };
  return {
    background: null,
    // The last figure below an axis stands half beyond its end.
    padding: { left: 5, right: 14, top: 5, bottom: 5 },
    font: FONT,
    view: { stroke: line, continuousHeight: 260, discreteHeight: { step: 28 } },
    axisXQuantitative: { tickCount: 8 },
    axis: { ...words, labelOverlap: "greedy", domainColor: line, tickColor: line, gridColor: grid, labelLimit: 140 },
    legend: { ...words, orient: "bottom", columns: 3, labelLimit: 220, symbolStrokeWidth: 2 },
    header: { ...words },
    title: { color: text, font: FONT },
    range: { category: series, heatmap: ramp, ramp, ordinal: ramp },
    mark: { color: series[0] },
    bar: { color: series[0] },
    point: { color: series[0], size: 60, stroke: panel, strokeWidth: 0.5 },
    line: { color: series[0], strokeWidth: 2 },
    area: { color: series[0] },
    rule: { color: dim },
    text: { color: text, font: FONT },
  };
}
