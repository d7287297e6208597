import { Button, CloseButton } from "@mantine/core";
import { plural } from "@/shared/lib/format";
import type { GraphData } from "../api/use-graph-data";
import type { GraphModel } from "../model/use-model";
import type { DetailProps } from "./acts";
import classes from "./detail.module.css";
import { EdgeDetail } from "./edge-detail";
import { NodeDetail } from "./node-detail";
import { Overview } from "./overview";
import { PathPanel } from "./path-panel";

interface Props extends DetailProps {
  model: GraphModel;
  data: GraphData;
  caught: ReadonlySet<string>;
  onCaught: (ids: readonly string[]) => void;
  nth: number;
  onNth: (nth: number) => void;
}

/** What is selected, explained. */
export function Detail({ model, data, caught, onCaught, nth, onNth, ...props }: Props) {
  const { scene, looks, acts } = props;
  const { selected, path } = looks.look;
  const node = selected !== null && "node" in selected ? (scene.nodes.get(selected.node) ?? model.drawn.nodes.find(({ id }) => id === selected.node)) : undefined;
  const edge = selected !== null && "edge" in selected ? scene.edges.get(selected.edge) : undefined;
  const ids = [...caught];
  return (
    <section className={classes.pane} aria-label="Detail">
      {caught.size > 0 && (
        <div style={{ marginBottom: 16 }}>
          <div className={classes.head}>
            <h2>{plural(caught.size, "node")} caught</h2>
            <CloseButton aria-label="Let them go" size="sm" onClick={() => onCaught([])} />
          </div>
          <div className={classes.actions}>
            <Button size="compact-sm" variant="default" onClick={() => acts.pin(ids)}>
              Pin
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => acts.remove(ids)}>
              Take away
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => acts.keepOnly(ids)}>
              Keep only these
            </Button>
          </div>
        </div>
      )}
      {node && <NodeDetail node={node} {...props} />}
      {edge && <EdgeDetail edge={edge} {...props} />}
      {selected !== null && !node && !edge && <p>What was selected is not on show. Undo brings it back.</p>}
      {path !== null && selected === null && <PathPanel paths={data.paths} error={data.pathError} nth={nth} onNth={onNth} {...props} />}
      {path === null && selected === null && caught.size === 0 && <Overview model={model} {...props} />}
    </section>
  );
}
