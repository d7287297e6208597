import { type RefObject, useLayoutEffect, useState } from "react";
import { plural } from "@/shared/lib/format";
import { type DiagramModel, edgeKey } from "../model/diagram-model";
import { plainLabel } from "../render/match-nodes";
import type { Camera } from "./camera";
import classes from "./hover-label.module.css";
import type { Selection } from "./selection";

interface Props {
  camera: Camera;
  frame: RefObject<HTMLElement | null>;
  model: DiagramModel;
  hovered: Selection | null;
}

/** From this scale on the labels in the drawing can be read. */
const READABLE = 0.75;

function wordsFor(model: DiagramModel, selection: Selection): string[] {
  const label = (id: string): string => plainLabel(model.nodes.find((node) => node.id === id)?.label ?? id);
  if ("node" in selection) {
    const papers = model.nodes.find((node) => node.id === selection.node)?.papers ?? 0;
    return [label(selection.node), ...(papers > 0 ? [plural(papers, "paper")] : [])];
  }
  const { source, target } = selection.edge;
  const said = model.edges.find((edge) => edge.source === source && edge.target === target)?.label ?? "";
  return [`${label(source)} — ${said === "" ? "" : `${plainLabel(said)} — `}${label(target)}`];
}

/** What is pointed at, in letters of full size, while the drawing stands too far away to be read. */
export function HoverLabel({ camera, frame, model, hovered }: Props) {
  const [place, setPlace] = useState<{ left: number; top: number; above: boolean }>();
  useLayoutEffect(() => {
    const update = (): void => {
      const stage = camera.stage;
      const box = frame.current?.getBoundingClientRect();
      const element =
        hovered === null ? undefined : "node" in hovered ? stage?.nodes.get(hovered.node) : stage?.edges.get(edgeKey(hovered.edge))?.[0];
      if (!element || !box || camera.scale >= READABLE) return setPlace(undefined);
      const at = element.getBoundingClientRect();
      const left = Math.min(Math.max((at.left + at.right) / 2 - box.left, 130), Math.max(box.width - 130, 130));
      const above = at.top - box.top > 70;
      setPlace({ left, top: above ? at.top - box.top - 6 : at.bottom - box.top + 6, above });
    };
    update();
    return camera.watch(update);
  }, [camera, frame, hovered]);
  if (hovered === null || place === undefined) return null;
  const [first, ...more] = wordsFor(model, hovered);
  return (
    <div className={classes.label} data-above={place.above || undefined} style={{ left: place.left, top: place.top }} aria-hidden>
      <strong>{first}</strong>
      {more.map((words) => (
        <span key={words}>{words}</span>
      ))}
    </div>
  );
}
