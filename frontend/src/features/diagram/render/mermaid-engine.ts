import mermaid, { createCommonLayoutRenderer, type LayoutData } from "mermaid";
import type { LayoutName } from "../layout/choose-layout";
import type { WindowSize } from "../layout/placement";
import type { DiagramModel } from "../model/diagram-model";
import { diagramCss, themeVariables, type DiagramTheme } from "./diagram-theme";
import { Kept } from "./kept-drawings";
import { withStandIns } from "./label-codes";
import { arrange, decorate, markDrawing, type Drawing } from "./tree-drawing";

export interface RenderRequest {
  model: DiagramModel;
  theme: DiagramTheme;
  layout: LayoutName;
  window: WindowSize;
}

export interface Rendered {
  svg: string;
  /** Our node ids by branch, for the legend. */
  branches: { id: string; label: string; index: number }[];
}

const LAYOUT = "arboretum";
const drawings = new Map<string, Drawing>();
let counter = 0;
let queue: Promise<unknown> = Promise.resolve();

function drawingOf(data: LayoutData): Drawing {
  const drawing = drawings.get(data.diagramId ?? "");
  if (!drawing) throw new Error(`no drawing under ${data.diagramId ?? "?"}`);
  return drawing;
}

const renderTree = createCommonLayoutRenderer({
  prepareLayout: (data) => decorate(data, drawingOf(data)),
  runLayoutCore: (data) => arrange(data, drawingOf(data)),
  afterPaint: (data, context) => {
    const group = context.element.node();
    if (group) markDrawing(data, drawingOf(data), group);
  },
});

mermaid.registerLayoutLoaders([{ name: LAYOUT, loader: () => Promise.resolve({ render: renderTree }) }]);

const OURS = new Set(["flowchart", "themeVariables"]);

/** Mermaid copies all its settings for every label it draws: those of other kinds of diagrams would only take time. */
function forgetOtherDiagrams(): void {
  for (const [name, section] of Object.entries<unknown>({ ...mermaid.mermaidAPI.defaultConfig })) {
    if (OURS.has(name) || typeof section !== "object" || section === null || Array.isArray(section)) continue;
    for (const key of Object.keys(section)) Reflect.deleteProperty(section, key);
  }
}

forgetOtherDiagrams();

/** Mermaid's own layout is kept for drawings with boxes inside boxes, which a tree layout cannot hold. */
function hasSubgraphs(text: string): boolean {
  return /^\s*subgraph\b/m.test(text);
}

/** Beyond this Mermaid draws a picture of an error and throws none. */
const MAX_LETTERS = 50_000;

/** Labels measured before the page's font is there would wrap elsewhere and not fit their boxes. */
async function fontsFor({ model, theme }: RenderRequest): Promise<void> {
  const text = model.nodes.map((node) => node.label).join("");
  await document.fonts.load(`600 15px ${theme.fontFamily}`, text).catch(() => []);
}

/** Where Mermaid builds: apart from the page, so that measuring a label lays nothing out but the drawing. */
function workbench(): HTMLElement {
  const bench = document.createElement("div");
  bench.setAttribute("aria-hidden", "true");
  bench.style.cssText = "position:fixed;inset:0;visibility:hidden;contain:strict;pointer-events:none";
  return document.body.appendChild(bench);
}

async function renderNow(request: RenderRequest): Promise<Rendered> {
  const { model, theme } = request;
  counter += 1;
  const id = `arboretum-${counter}`;
  const drawing: Drawing = { request, shape: undefined, ids: new Map(), placement: undefined };
  const bench = workbench();
  drawings.set(id, drawing);
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    htmlLabels: false,
    theme: "base",
    themeVariables: themeVariables(theme),
    themeCSS: diagramCss(theme),
    fontFamily: theme.fontFamily,
    layout: hasSubgraphs(model.mermaid) ? "dagre" : LAYOUT,
    flowchart: { htmlLabels: false, useMaxWidth: false, diagramPadding: 24, wrappingWidth: 170, padding: 12 },
  });
  try {
    if (model.mermaid.length > MAX_LETTERS) {
      throw new Error(`The text has ${model.mermaid.length.toLocaleString("en")} letters; Mermaid draws at most 50,000.`);
    }
    await fontsFor(request);
    const stoodIn = withStandIns(model.mermaid);
    const { svg } = await mermaid.render(id, stoodIn.text, bench);
    const names = new Map(model.nodes.map((node) => [node.id, node.label]));
    const branches = (drawing.shape?.branches ?? []).map((branch, index) => {
      const own = drawing.ids.get(branch) ?? branch;
      return { id: own, label: names.get(own) ?? own, index };
    });
    return { svg: stoodIn.restore(svg), branches };
  } finally {
    drawings.delete(id);
    bench.remove();
  }
}

const kept = new Kept<Rendered>();

/** All that a drawing depends on. */
function keyOf({ model, theme, layout, window }: RenderRequest): string {
  return JSON.stringify([layout, window, theme, model.mermaid, model.root, model.nodes, model.edges, [...(model.doors ?? [])]]);
}

/** Draws one diagram; requests wait for each other because Mermaid's configuration is global. */
export function renderDiagram(request: RenderRequest): Promise<Rendered> {
  return kept.get(keyOf(request), () => {
    const next = queue.then(() => renderNow(request));
    queue = next.catch(() => undefined);
    return next;
  });
}
