import { communityColours } from "../draw/colours";
import type { Palette } from "../draw/palette";
import { type ColourBy, rangeOf, valueOf } from "../model/scale";
import type { GraphModel } from "../model/use-model";
import classes from "./side.module.css";

interface Props {
  model: GraphModel;
  by: ColourBy;
  palette: Palette;
}

const SHOWN = 6;
const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(2));

/** The ramp of a measure with its two ends, or the largest communities with their colours. */
export function ColourScale({ model, by, palette }: Props) {
  if (by === "type") return null;
  if (by === "community") {
    const { community } = model.measures;
    const labels = new Map(model.filtered.nodes.map((node) => [node.id, node.label]));
    const sizes = new Map<string, number>();
    for (const name of community.values()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
    return (
      <ul className={classes.communities}>
        {[...communityColours(community, palette)].slice(0, SHOWN).map(([name, colour]) => (
          <li key={name}>
            <span className={classes.swatch} style={{ background: colour }} aria-hidden />
            <span className={classes.typeName}>with {labels.get(name) ?? name}</span>
            <span data-figures>{sizes.get(name)}</span>
          </li>
        ))}
      </ul>
    );
  }
  const range = rangeOf(model.filtered.nodes.map((node) => valueOf(node, by, model.measures)));
  if (range === undefined) return null;
  return (
    <div className={classes.ramp}>
      <span data-figures>{figure(range.low)}</span>
      <span className={classes.rampBar} style={{ background: `linear-gradient(90deg, ${palette.ramp[0]}, ${palette.ramp[1]})` }} aria-hidden />
      <span data-figures>{figure(range.high)}</span>
    </div>
  );
}
