import type { LayoutData } from "mermaid";
import { chooseLayout } from "../layout/choose-layout";
import { crossRoute } from "../layout/cross-routes";
import type { Placement, Route } from "../layout/placement";
import { treeShape, type Box, type Link, type TreeShape } from "../layout/tree-shape";
import { type DiagramNode, edgeKey } from "../model/diagram-model";
import { addDoorMark } from "./door-mark";
import { matchNodes } from "./match-nodes";
import type { RenderRequest } from "./mermaid-engine";
import { branchClass, roleOf, type Role } from "./roles";
import { type Measure, measureIn, wrapLabel } from "./wrap-label";

export interface Drawing {
  request: RenderRequest;
  shape: TreeShape | undefined;
  /** Mermaid's id of a node to ours. */
  ids: Map<string, string>;
  placement: Placement | undefined;
}

type DrawnNode = LayoutData["nodes"][number];
type DrawnEdge = LayoutData["edges"][number];

const WRAP: Record<Role, number> = { root: 230, branch: 180, group: 185, leaf: 185, paper: 210, hub: 200, summary: 200 };
const RADIUS: Record<Role, number> = { root: 16, branch: 11, group: 8, leaf: 7, paper: 2, hub: 0, summary: 20 };

/** Size and weight of the labels; the style sheet of the drawing says the same. */
const FONT: Record<Role, string> = {
  root: "700 18px",
  branch: "600 15px",
  group: "600 13px",
  leaf: "500 13px",
  paper: "italic 500 13px",
  hub: "700 13px",
  summary: "italic 700 13px",
};

function linksOf(data: LayoutData, drawing: Drawing): Link[] {
  const kinds = new Map(drawing.request.model.edges.map((edge) => [edgeKey(edge), edge.kind]));
  return data.edges.map((edge) => {
    const [source, target] = [edge.start ?? "", edge.end ?? ""];
    const kind = kinds.get(edgeKey({ source: drawing.ids.get(source) ?? source, target: drawing.ids.get(target) ?? target }));
    // In a text that comes without our own edges a dotted or a named line is taken for a link across the tree.
    const aside = edge.pattern === "dotted" || (edge.label ?? "") !== "";
    return { id: edge.id, source, target, cross: kind === undefined ? aside : kind === "cross" };
  });
}

type Measures = Partial<Record<Role, Measure>>;

function measures(family: string): Measures {
  return Object.fromEntries(Object.entries(FONT).map(([role, font]) => [role, measureIn(`${font} ${family}`)]));
}

function dressNode(node: DrawnNode, known: DiagramNode | undefined, shape: TreeShape, measured: Measures): void {
  const role = roleOf(node.id, known?.kind, shape);
  const hand = known?.hand === undefined ? "" : `by-hand-${known.hand}`;
  node.cssClasses = `${node.cssClasses ?? "default"} role-${role} ${branchClass(node.id, shape)} ${hand}`;
  // Colours of the text form (classDef) are for other viewers; here the theme of the page decides.
  node.cssStyles = [];
  node.cssCompiledStyles = [];
  node.labelStyle = "";
  node.wrappingWidth = WRAP[role];
  const measure = measured[role];
  if (measure && node.labelType !== "markdown") node.label = wrapLabel(node.label ?? "", WRAP[role], measure);
  node.padding = role === "root" ? 14 : role === "branch" ? 10 : 8;
  if (!node.isGroup) node.shape = "rounded";
}

function dressEdge(edge: DrawnEdge, shape: TreeShape): void {
  edge.style = [];
  edge.cssCompiledStyles = [];
  if (shape.treeLinks.has(edge.id)) {
    const target = edge.end ?? "";
    const forked = shape.branches.length > 0;
    edge.classes = `tree-link ${forked ? `level-${shape.depth.get(target) ?? 1}` : ""} ${branchClass(target, shape)}`;
    edge.pattern = "solid";
    edge.thickness = "normal";
    if (forked) edge.arrowTypeEnd = "none";
  } else {
    edge.classes = edge.pattern === "dotted" ? "cross-link" : "cross-link said";
    edge.pattern = "solid";
  }
}

/** Before Mermaid measures the labels: which node is whose, and the classes that set fonts and padding. */
export function decorate(data: LayoutData, drawing: Drawing): void {
  const { model } = drawing.request;
  const drawn = data.nodes.map((node) => ({ id: node.id, label: node.label ?? "" }));
  drawing.ids = matchNodes(drawn, model.nodes);
  const root = [...drawing.ids].find(([, own]) => own === model.root)?.[0];
  const shape = treeShape(drawn.map((node) => node.id), linksOf(data, drawing), root);
  const measured = measures(drawing.request.theme.fontFamily);
  const ours = new Map(model.nodes.map((node) => [node.id, node]));
  for (const node of data.nodes) dressNode(node, ours.get(drawing.ids.get(node.id) ?? ""), shape, measured);
  for (const edge of data.edges) dressEdge(edge, shape);
  drawing.shape = shape;
}

function follow(edge: DrawnEdge, route: Route | undefined): void {
  if (!route) return;
  edge.points = route.points;
  edge.curve = route.curve;
  const middle = route.points[Math.floor(route.points.length / 2)];
  edge.x = middle?.x ?? 0;
  edge.y = middle?.y ?? 0;
}

/** After measuring: places every box and routes every line. */
export function arrange(data: LayoutData, drawing: Drawing): void {
  const { shape, request } = drawing;
  if (!shape) return;
  const boxes = new Map<string, Box>(
    data.nodes.map((node) => [node.id, { id: node.id, width: node.width ?? 0, height: node.height ?? 0 }]),
  );
  const placement = chooseLayout(request.layout, shape, boxes, linksOf(data, drawing), request.window);
  drawing.placement = placement;
  for (const node of data.nodes) {
    const centre = placement.centres.get(node.id);
    node.x = centre?.x ?? 0;
    node.y = centre?.y ?? 0;
    // The router ends lines where they touch the box; ours already do.
    node.intersect = undefined;
  }
  for (const edge of data.edges) {
    if (placement.manner === "outline") edge.classes = `${edge.classes ?? ""} of-outline`;
    const [source, target] = [boxes.get(edge.start ?? ""), boxes.get(edge.end ?? "")];
    if (shape.treeLinks.has(edge.id)) follow(edge, placement.routes.get(edge.end ?? ""));
    else if (source && target) follow(edge, crossRoute(placement, source, target));
  }
}

function markEdges(data: LayoutData, drawing: Drawing, group: Element): void {
  const labels = new Map([...group.querySelectorAll<SVGGElement>(".edgeLabel .label")].map((label) => [label.dataset.id, label]));
  const paths = new Map([...group.querySelectorAll<SVGPathElement>("path[data-edge]")].map((path) => [path.dataset.id, path]));
  const moves: (() => void)[] = [];
  for (const edge of data.edges) {
    const path = paths.get(edge.id);
    const label = labels.get(edge.id)?.closest<SVGGElement>("g.edgeLabel");
    const cross = !drawing.shape?.treeLinks.has(edge.id);
    for (const one of [path, label]) {
      if (!one) continue;
      one.dataset.source = drawing.ids.get(edge.start ?? "") ?? "";
      one.dataset.target = drawing.ids.get(edge.end ?? "") ?? "";
    }
    if (!label || !path) continue;
    const middle = path.getPointAtLength(path.getTotalLength() / 2);
    moves.push(() => {
      if (cross) label.classList.add("cross-label");
      label.setAttribute("transform", `translate(${middle.x}, ${middle.y})`);
    });
  }
  // After all is measured, or each move would have the drawing laid out once more for the next measure.
  for (const move of moves) move();
}

/** After painting: our ids on what Mermaid drew, and the finish that no style sheet can give everywhere. */
export function markDrawing(data: LayoutData, drawing: Drawing, group: Element): void {
  const byDomId = new Map(data.nodes.map((node) => [node.domId ?? node.id, node]));
  const kinds = new Map(drawing.request.model.nodes.map((node) => [node.id, node.kind]));
  for (const element of group.querySelectorAll<SVGGElement>("g.node")) {
    const node = byDomId.get(element.id);
    if (!node || !drawing.shape) continue;
    const own = drawing.ids.get(node.id) ?? node.id;
    element.dataset.node = own;
    const doors = drawing.request.model.doors?.get(own);
    if (doors !== undefined) addDoorMark(element, doors, drawing.placement?.openSide.get(node.id) ?? "right");
    const radius = String(RADIUS[roleOf(node.id, kinds.get(own), drawing.shape)]);
    for (const rect of element.querySelectorAll(".label-container")) {
      rect.setAttribute("rx", radius);
      rect.setAttribute("ry", radius);
    }
  }
  markEdges(data, drawing, group);
}
