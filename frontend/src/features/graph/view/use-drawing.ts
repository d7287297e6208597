import { useMemo } from "react";
import { colours } from "../draw/colours";
import { type Drawing, drawing } from "../draw/drawn";
import type { Palette } from "../draw/palette";
import type { Look } from "../look/look";
import { sizes } from "../model/scale";
import type { GraphModel } from "../model/use-model";

/** The model with its sizes and colours, ready for the stage. */
export function useDrawing({ drawn, measures }: GraphModel, look: Look, palette: Palette): Drawing {
  const { sizeBy, colourBy, pinned } = look;
  const size = useMemo(() => sizes(drawn.nodes, sizeBy, measures), [drawn, sizeBy, measures]);
  const colour = useMemo(() => colours(drawn.nodes, colourBy, measures, palette), [drawn, colourBy, measures, palette]);
  return useMemo(
    () => drawing({ nodes: drawn.nodes, edges: drawn.edges, size, colour, pinned, palette }),
    [drawn, size, colour, pinned, palette],
  );
}
