import { BRANCH_COLOURS, branchColour, type Scheme } from "./branch-palette";

/** Concrete colours and font, so that an exported file needs nothing of the page. */
export interface DiagramTheme {
  scheme: Scheme;
  background: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  onAccent: string;
  fontFamily: string;
}

export function readTheme(scheme: Scheme, element: Element): DiagramTheme {
  const style = getComputedStyle(element);
  const pick = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const dark = scheme === "dark";
  return {
    scheme,
    background: pick("--mantine-color-body", dark ? "#16191d" : "#ffffff"),
    text: pick("--mantine-color-text", dark ? "#e3e6ea" : "#1b1f24"),
    muted: pick("--mantine-color-dimmed", dark ? "#9aa4af" : "#5c6670"),
    line: dark ? "#7d8894" : "#8a95a1",
    accent: pick("--mantine-primary-color-filled", dark ? "#3f7d58" : "#2f6b48"),
    onAccent: pick("--mantine-primary-color-contrast", "#ffffff"),
    fontFamily: pick("--mantine-font-family", "system-ui, sans-serif"),
  };
}

/** The light theme, whatever the page looks like: for what is printed. */
export function paperTheme(fontFamily: string): DiagramTheme {
  const [text, background] = ["#1b1f24", "#ffffff"];
  return { scheme: "light", background, text, muted: "#5c6670", line: "#8a95a1", accent: "#2f6b48", onAccent: background, fontFamily };
}

function branchRules(scheme: Scheme, index: number): string {
  const c = branchColour(scheme, index);
  const b = `.branch-${index}`;
  return [
    `${b} .label-container { fill: ${c.tint}; stroke: ${c.line}; stroke-width: 1.25px; }`,
    `${b} .label text, ${b} .label tspan { fill: ${c.ink}; }`,
    `${b}.role-branch .label-container { fill: ${c.strong}; stroke: ${c.strong}; }`,
    `${b}.role-branch .label text, ${b}.role-branch .label tspan { fill: ${c.onStrong}; }`,
    `.tree-link${b} { stroke: ${c.line}; }`,
  ].join("\n");
}

/** Style rules for roles and branches; Mermaid scopes them to the drawing and ships them inside the SVG. */
export function diagramCss(theme: DiagramTheme): string {
  const branches = Array.from({ length: BRANCH_COLOURS }, (_, index) => branchRules(theme.scheme, index));
  return [
    `.tree-link { stroke: ${theme.line}; stroke-width: 1.6px; fill: none; }`,
    // Mermaid writes weight and style on every inner tspan, so the rules must reach those.
    `.node .label text, .node .label tspan { font-size: 13px; font-weight: 500; }`,
    `.node.role-root .label text, .node.role-root .label tspan { font-size: 18px; font-weight: 700; }`,
    `.node.role-branch .label text, .node.role-branch .label tspan { font-size: 15px; font-weight: 600; }`,
    `.node.role-group .label text, .node.role-group .label tspan { font-weight: 600; }`,
    ...branches,
    `.node.role-root .label-container, .node.role-root path { fill: ${theme.accent}; stroke: ${theme.accent}; }`,
    `.node.role-root .label text, .node.role-root .label tspan { fill: ${theme.onAccent}; }`,
    `.node.role-paper .label text, .node.role-paper .label tspan { font-style: italic; }`,
    `.node.role-hub .label-container, .node.role-summary .label-container { fill: ${theme.background}; stroke: ${theme.text}; stroke-width: 2px; }`,
    `.node.role-hub .label text, .node.role-hub .label tspan { fill: ${theme.text}; font-weight: 700; }`,
    `.node.role-summary .label text, .node.role-summary .label tspan { fill: ${theme.text}; font-weight: 700; font-style: italic; }`,
    `.node.by-hand-added .label-container { stroke-dasharray: 2 3; stroke-width: 2px; }`,
    `.tree-link.level-1 { stroke-width: 2.4px; }`,
    `.tree-link.level-1.of-outline { stroke: ${theme.line}; stroke-width: 1.6px; }`,
    `.cross-link { stroke: ${theme.line}; stroke-width: 1.2px; stroke-dasharray: 5 4; opacity: 0.5; fill: none; }`,
    `.cross-link.said { stroke-dasharray: none; }`,
    `.edgeLabel .label text, .edgeLabel .label tspan { font-size: 12px; fill: ${theme.text}; }`,
    `.edgeLabel rect.background { fill: ${theme.background}; opacity: 0.92; }`,
    `.cross-label { opacity: 0; }`,
    `.door-mark rect { fill: ${theme.background}; stroke: ${theme.text}; stroke-width: 1.25px; }`,
    `.door-mark text { font-size: 11px; font-weight: 700; fill: ${theme.text}; text-anchor: middle; }`,
    `.marker { fill: ${theme.line}; stroke: ${theme.line}; }`,
  ].join("\n");
}

export function themeVariables(theme: DiagramTheme): Record<string, string | boolean> {
  return {
    darkMode: theme.scheme === "dark",
    background: theme.background,
    fontFamily: theme.fontFamily,
    fontSize: "13px",
    primaryColor: branchColour(theme.scheme, 8).tint,
    primaryTextColor: theme.text,
    primaryBorderColor: branchColour(theme.scheme, 8).line,
    lineColor: theme.line,
    textColor: theme.text,
    edgeLabelBackground: theme.background,
  };
}
