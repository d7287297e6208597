import { Button, Text } from "@mantine/core";
import type { Look } from "../look/look";
import { edgeWords } from "../model/edge-types";
import type { Scene } from "../model/scene";
import type { GraphModel } from "../model/use-model";
import classes from "./graph-view.module.css";

interface Props {
  look: Look;
  scene: Scene;
  model: GraphModel;
  onDetail: () => void;
}

/** Where the panel has no room beside the canvas: what is selected, and the way to it. */
export function Peek({ look, scene, model, onDetail }: Props) {
  const { selected, path } = look;
  let words: string | undefined;
  if (selected !== null && "node" in selected) words = (scene.nodes.get(selected.node) ?? model.drawn.nodes.find(({ id }) => id === selected.node))?.label;
  else if (selected !== null) {
    const edge = scene.edges.get(selected.edge);
    words = edge && edgeWords(edge);
  } else if (path !== null) words = "Shortest path";
  if (words === undefined) return null;
  return (
    <div className={classes.peek}>
      <Text size="sm" fw={550} truncate>
        {words}
      </Text>
      <Button size="compact-sm" variant="default" style={{ flex: "none" }} onClick={onDetail}>
        Detail
      </Button>
    </div>
  );
}
