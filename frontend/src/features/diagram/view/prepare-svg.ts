import { plural } from "@/shared/lib/format";
import { edgeKey, type DiagramModel } from "../model/diagram-model";
import { matchNodes, plainLabel } from "../render/match-nodes";
import type { Spot } from "./nearest";
import type { Bounds } from "./viewport";

/** The drawing in the page: what to move, and the elements of each node and edge by our ids. */
export interface Stage {
  svg: SVGSVGElement;
  layer: SVGGElement;
  bounds: Bounds;
  nodes: Map<string, SVGGElement>;
  edges: Map<string, SVGElement[]>;
  spots: Spot[];
}

const SVG_NS = "http://www.w3.org/2000/svg";

function moveIntoLayer(svg: SVGSVGElement): SVGGElement {
  const layer = document.createElementNS(SVG_NS, "g");
  layer.setAttribute("class", "diagram-layer");
  const kept = new Set(["style", "defs", "title", "desc"]);
  for (const child of [...svg.children]) if (!kept.has(child.tagName.toLowerCase())) layer.append(child);
  svg.append(layer);
  return layer;
}

/** Mermaid's own layouts leave no mark of ours; there the id is read out of the DOM id, `…flowchart-<id>-<n>`. */
function nameForeignNodes(svg: SVGSVGElement, model: DiagramModel): void {
  const unnamed = [...svg.querySelectorAll<SVGGElement>("g.node:not([data-node])")];
  const drawn = unnamed.map((element) => ({
    id: /flowchart-(.+)-\d+$/.exec(element.id)?.[1] ?? element.id,
    label: element.querySelector(".label")?.textContent ?? "",
  }));
  const ids = matchNodes(drawn, model.nodes);
  unnamed.forEach((element, at) => {
    const id = drawn[at]?.id ?? element.id;
    element.dataset.node = ids.get(id) ?? id;
  });
}

/** Names of lines stand over the boxes, or they could not be read where a line passes below one. */
function raiseLabels(svg: SVGSVGElement): void {
  for (const labels of svg.querySelectorAll("g.edgeLabels")) labels.parentElement?.append(labels);
}

function speakNode(element: SVGGElement, model: DiagramModel, id: string): void {
  const known = model.nodes.find((node) => node.id === id);
  const label = plainLabel(known?.label ?? element.querySelector(".label")?.textContent ?? id);
  const count = known?.papers ?? 0;
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "-1");
  const below = model.doors?.get(id);
  const hidden = model.folded?.has(id) === true ? "folded, above" : "opens a level of";
  const facts = [label, count > 0 ? plural(count, "paper") : "", below === undefined ? "" : `${hidden} ${plural(below, "node")}`];
  if (known?.hand !== undefined) facts.push(known.hand === "added" ? "added by hand" : "changed by hand");
  element.setAttribute("aria-label", facts.filter(Boolean).join(", "));
}

/** A wide invisible twin makes a thin line easy to hit. */
function addHitLine(path: SVGPathElement): void {
  const twin = document.createElementNS(SVG_NS, "path");
  twin.setAttribute("d", path.getAttribute("d") ?? "");
  twin.setAttribute("class", "edge-hit");
  twin.setAttribute("fill", "none");
  twin.setAttribute("stroke", "transparent");
  twin.setAttribute("stroke-width", "12");
  twin.dataset.source = path.dataset.source;
  twin.dataset.target = path.dataset.target;
  path.after(twin);
}

function collectEdges(svg: SVGSVGElement): Map<string, SVGElement[]> {
  const edges = new Map<string, SVGElement[]>();
  for (const path of svg.querySelectorAll<SVGPathElement>("path[data-edge]")) addHitLine(path);
  for (const element of svg.querySelectorAll<SVGElement>("[data-source][data-target]")) {
    const key = edgeKey({ source: element.dataset.source ?? "", target: element.dataset.target ?? "" });
    edges.set(key, [...(edges.get(key) ?? []), element]);
  }
  return edges;
}

function spotOf(id: string, element: SVGGElement): Spot {
  const at = /translate\(\s*([-\d.e]+)[ ,]+([-\d.e]+)/.exec(element.getAttribute("transform") ?? "");
  return { id, x: Number(at?.[1] ?? 0), y: Number(at?.[2] ?? 0) };
}

const MARGIN = 24;

/** What is really drawn, with a margin; undefined where the page does not show it yet. */
function boundsOf(layer: SVGGElement): Bounds | undefined {
  const { x, y, width, height } = layer.getBBox();
  return width > 0 ? { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN } : undefined;
}

/** Puts the SVG text into `host` and makes it movable, reachable by keyboard and readable by name. */
export function mountSvg(host: HTMLElement, text: string, model: DiagramModel): Stage {
  host.innerHTML = text;
  const svg = host.querySelector("svg");
  if (!svg) throw new Error("Mermaid drew nothing");
  const { x, y, width, height } = svg.viewBox.baseVal;
  svg.removeAttribute("viewBox");
  svg.removeAttribute("style");
  svg.setAttribute("width", "100%");
  svg.setAttribute("height", "100%");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `Diagram: ${model.title}`);
  svg.removeAttribute("aria-roledescription");
  const layer = moveIntoLayer(svg);
  const bounds = boundsOf(layer) ?? { x, y, width, height };
  nameForeignNodes(svg, model);
  raiseLabels(svg);
  const nodes = new Map<string, SVGGElement>();
  for (const element of svg.querySelectorAll<SVGGElement>("g.node[data-node]")) {
    const id = element.dataset.node ?? "";
    nodes.set(id, element);
    speakNode(element, model, id);
  }
  const first = nodes.get(model.root ?? "") ?? nodes.values().next().value;
  first?.setAttribute("tabindex", "0");
  const spots = [...nodes].map(([id, element]) => spotOf(id, element));
  return { svg, layer, bounds, nodes, edges: collectEdges(svg), spots };
}
