import { placeBlocks } from "./place-blocks";
import { placeChain } from "./place-chain";
import { placeBothSides, placeRight } from "./place-sideways";
import { fitScale, isNarrow, type Placement, type WindowSize } from "./placement";
import { isChain, type Box, type Link, type TreeShape } from "./tree-shape";

export type LayoutName = "auto" | "sides" | "right" | "blocks";

/** A map is taken when its labels can be read as it is, or are at least nearly as large as in the outline. */
const READABLE = 0.85;
const NEARLY = 0.9;

function largest(candidates: readonly Placement[], window: WindowSize): Placement | undefined {
  return candidates.reduce<Placement | undefined>(
    (best, one) => (best && fitScale(best, window) >= fitScale(one, window) ? best : one),
    undefined,
  );
}

/** Places the boxes as asked, or the way that shows them largest in a window of that size. */
export function chooseLayout(
  name: LayoutName,
  shape: TreeShape,
  boxes: ReadonlyMap<string, Box>,
  links: readonly Link[],
  window: WindowSize,
): Placement {
  const aspect = window.width / Math.max(window.height, 1);
  if (isChain(shape, links)) return placeChain(shape, boxes, aspect);
  if (name === "right") return placeRight(shape, boxes);
  if (name === "sides") return placeBothSides(shape, boxes);
  const blocks = placeBlocks(shape, boxes, window);
  if (name === "blocks" && blocks) return blocks;
  const map = largest([placeBothSides(shape, boxes), placeRight(shape, boxes)], window) ?? placeRight(shape, boxes);
  const needed = Math.min(READABLE, NEARLY * (blocks ? fitScale(blocks, window) : 0));
  return blocks && (isNarrow(window) || fitScale(map, window) < needed) ? blocks : map;
}
