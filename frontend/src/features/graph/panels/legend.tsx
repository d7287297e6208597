import { Select, Text } from "@mantine/core";
import { type Palette } from "../draw/palette";
import { toggleEdge, toggleType } from "../look/look";
import type { Looks } from "../look/use-look";
import { edgeKind, inEdgeOrder } from "../model/edge-types";
import { GROUP, inTypeOrder, nodeKind } from "../model/node-types";
import { BY_MEANING, BY_WORDS, COLOUR_BY, type ColourBy, SIZE_BY, type SizeBy } from "../model/scale";
import type { Scene } from "../model/scene";
import type { GraphModel } from "../model/use-model";
import { ColourScale } from "./colour-scale";
import { ShapeIcon } from "./shape-icon";
import classes from "./side.module.css";
import { TypeRow } from "./type-rows";

interface Props {
  scene: Scene;
  model: GraphModel;
  looks: Looks;
  palette: Palette;
}

function counted(types: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

const options = (names: readonly (SizeBy | ColourBy)[]) => names.map((value) => ({ value, label: BY_WORDS[value] }));

/** What forms, sizes, colours and lines mean, and the switches that hide them. */
export function Legend({ scene, model, looks, palette }: Props) {
  const { look, change } = looks;
  const types = counted([...scene.nodes.values()].map((node) => node.type));
  const edges = counted([...scene.edges.values()].map((edge) => edge.type));
  const plain = look.colourBy === "type";
  return (
    <div className={classes.scroll}>
      <section className={classes.section} aria-label="Nodes">
        <h3>Nodes</h3>
        <ul className={classes.types}>
          {inTypeOrder(types.keys()).map((type) => (
            <TypeRow
              key={type}
              icon={<ShapeIcon shape={nodeKind(type).shape} colour={(plain && palette.types[type]) || palette.nothing} />}
              label={nodeKind(type).many}
              count={types.get(type) ?? 0}
              hidden={look.hiddenTypes.includes(type)}
              onToggle={() => change((now) => toggleType(now, type))}
            />
          ))}
        </ul>
        {model.drawn.folded > 0 && (
          <Text size="xs" c="dimmed" className={classes.note}>
            <ShapeIcon shape={nodeKind(GROUP).shape} colour={palette.types[GROUP] ?? palette.nothing} /> A circle with a number is a community of so many
            nodes; double-click opens it.
          </Text>
        )}
      </section>
      <section className={classes.section} aria-label="Size and colour">
        <h3>Size and colour</h3>
        <div className={classes.pair}>
          <Select
            size="xs"
            label="Size"
            data={options(SIZE_BY)}
            value={look.sizeBy}
            allowDeselect={false}
            onChange={(value) => change((now) => ({ ...now, sizeBy: value as SizeBy }))}
          />
          <Select
            size="xs"
            label="Colour"
            data={options(COLOUR_BY)}
            value={look.colourBy}
            allowDeselect={false}
            onChange={(value) => change((now) => ({ ...now, colourBy: value as ColourBy }))}
          />
        </div>
        <Text size="xs" c="dimmed" mt={6}>
          <strong>Size:</strong> {BY_MEANING[look.sizeBy]}
        </Text>
        <Text size="xs" c="dimmed" mt={2}>
          <strong>Colour:</strong> {BY_MEANING[look.colourBy]}
        </Text>
        <ColourScale model={model} by={look.colourBy} palette={palette} />
        {model.betweennessNote !== null && (
          <Text size="xs" mt={6} role="status">
            {model.betweennessNote}
          </Text>
        )}
      </section>
      <section className={classes.section} aria-label="Lines">
        <h3>Lines</h3>
        <ul className={classes.types}>
          {inEdgeOrder(edges.keys()).map((type) => (
            <TypeRow
              key={type}
              icon={<span className={classes.line} style={{ background: palette.families[edgeKind(type).family] }} aria-hidden />}
              label={edgeKind(type).words}
              count={edges.get(type) ?? 0}
              hidden={look.hiddenEdges.includes(type)}
              onToggle={() => change((now) => toggleEdge(now, type))}
            />
          ))}
        </ul>
        <Text size="xs" c="dimmed" mt={4}>
          Arrows point from the first to the second; a thicker line rests on more sentences.
        </Text>
      </section>
    </div>
  );
}
