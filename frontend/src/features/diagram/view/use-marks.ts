import { useEffect } from "react";
import { edgeKey, type DiagramModel } from "../model/diagram-model";
import type { Camera } from "./camera";
import type { Stage } from "./prepare-svg";
import { neighbourhood, type Selection } from "./selection";

export interface Marks {
  selected: Selection | null;
  hovered: Selection | null;
  /** Nodes to light while all others step back; undefined when nothing is singled out. */
  lit: ReadonlySet<string> | undefined;
}

function toggle(element: Element, name: string, on: boolean): void {
  if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
}

function paint(stage: Stage, model: DiagramModel, marks: Marks): void {
  const near = neighbourhood(marks.hovered, model.edges);
  const chosen = neighbourhood(marks.selected, model.edges);
  const selectedNode = marks.selected !== null && "node" in marks.selected ? marks.selected.node : undefined;
  const selectedLine = marks.selected !== null && "edge" in marks.selected ? edgeKey(marks.selected.edge) : undefined;
  toggle(stage.svg, "is-dimmed", marks.lit !== undefined);
  for (const [id, element] of stage.nodes) {
    toggle(element, "is-lit", marks.lit?.has(id) ?? false);
    toggle(element, "is-near", near.nodes.has(id));
    toggle(element, "is-selected", id === selectedNode);
    element.setAttribute("aria-pressed", String(id === selectedNode));
  }
  for (const [key, elements] of stage.edges) {
    const [source = "", target = ""] = key.split("\u0000");
    const lit = (marks.lit?.has(source) ?? false) && (marks.lit?.has(target) ?? false);
    for (const element of elements) {
      toggle(element, "is-lit", lit);
      toggle(element, "is-near", near.lines.has(key) || chosen.lines.has(key));
      toggle(element, "is-selected", key === selectedLine);
    }
  }
}

/** Shows hover, selection and highlights by classes on what is drawn; Mermaid is not asked again. */
export function useMarks(camera: Camera, model: DiagramModel, marks: Marks, drawing: object | undefined): void {
  const { selected, hovered, lit } = marks;
  useEffect(() => {
    if (camera.stage) paint(camera.stage, model, { selected, hovered, lit });
  }, [camera, model, selected, hovered, lit, drawing]);
}
