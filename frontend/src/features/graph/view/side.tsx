import { Anchor, SegmentedControl, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useCollections } from "@/shared/api/collections";
import type { Palette } from "../draw/palette";
import { BARE, expand } from "../look/look";
import type { Looks } from "../look/use-look";
import type { Scene } from "../model/scene";
import type { GraphModel } from "../model/use-model";
import type { Acts } from "../panels/acts";
import { Legend } from "../panels/legend";
import { NodeList } from "../panels/node-list";
import { StartBox } from "../panels/start-box";
import classes from "./graph-view.module.css";

interface Props {
  looks: Looks;
  scene: Scene;
  model: GraphModel;
  palette: Palette;
  title: string;
  hovered: string | null;
  caught: ReadonlySet<string>;
  acts: Acts;
  onHover: (id: string | null) => void;
  onPick: (id: string, many: boolean) => void;
}

/** The left side: where this began, then the legend or the list. */
export function Side({ looks, scene, model, palette, title, hovered, caught, acts, onHover, onPick }: Props) {
  const [part, setPart] = useState("legend");
  const { look, change, touch } = looks;
  const [typed, setTyped] = useState(look.words);
  const settle = useDebouncedCallback((words: string) => touch((now) => ({ ...now, words })), 200);
  const collections = useCollections();
  const { start } = look;
  const named = start?.kind === "collection" ? collections.data?.results.find((one) => String(one.id) === start.id)?.name : undefined;
  const selected = look.selected !== null && "node" in look.selected ? look.selected.node : null;
  return (
    <div className={classes.side}>
      <div className={classes.lead}>
        <div style={{ display: "flex", alignItems: "baseline", gap: 8 }}>
          <Text component="h1" fw={620} size="md" truncate style={{ flex: 1, margin: 0 }} title={named ?? title}>
            {named ?? title}
          </Text>
          <Anchor component="button" type="button" size="xs" onClick={() => change(() => BARE)}>
            Other start
          </Anchor>
        </div>
        <StartBox
          onStart={(next) => change((now) => ({ ...BARE, sizeBy: now.sizeBy, colourBy: now.colourBy, start: next }))}
          onAdd={(id) =>
            change((now) => {
              const found = { ...now, selected: { node: id } };
              if (scene.nodes.has(id)) return found;
              if (now.start?.kind === "nodes") return { ...found, start: { kind: "nodes", ids: [...now.start.ids, id] } };
              return expand(found, id);
            })
          }
        />
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Legend or list"
          value={part}
          onChange={setPart}
          data={[
            { value: "legend", label: "Legend" },
            { value: "list", label: `List (${model.drawn.nodes.length})` },
          ]}
        />
      </div>
      {part === "legend" ? (
        <Legend scene={scene} model={model} looks={looks} palette={palette} />
      ) : (
        <NodeList
          model={model}
          palette={palette}
          words={typed}
          onWords={(words) => {
            setTyped(words);
            settle(words);
          }}
          selected={selected}
          hovered={hovered}
          caught={caught}
          pinned={look.pinned}
          onHover={onHover}
          onPick={onPick}
          onOpen={acts.open}
        />
      )}
    </div>
  );
}
