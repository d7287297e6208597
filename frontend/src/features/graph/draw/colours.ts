import { isGroup } from "../model/grouping";
import { type ColourBy, type Measures, rangeOf, share, valueOf } from "../model/scale";
import type { GraphNode } from "../model/types";
import { mix, type Palette } from "./palette";

/** The colour of each community, the largest first; those beyond the palette share one grey. */
export function communityColours(community: ReadonlyMap<string, string>, palette: Palette): Map<string, string> {
  const crowd = new Map<string, number>();
  for (const name of community.values()) crowd.set(name, (crowd.get(name) ?? 0) + 1);
  const ranked = [...crowd].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return new Map(ranked.map(([name, count], at) => [name, (count > 1 && palette.communities[at]) || palette.nothing]));
}

export function colours(nodes: readonly GraphNode[], by: ColourBy, measures: Measures, palette: Palette): Map<string, string> {
  const found = new Map<string, string>();
  if (by === "type" || by === "community") {
    const named = by === "community" ? communityColours(measures.community, palette) : new Map<string, string>();
    for (const node of nodes) {
      const first = isGroup(node) ? (node.members[0] ?? "") : node.id;
      const colour = by === "community" ? named.get(measures.community.get(first) ?? "") : palette.types[node.type];
      found.set(node.id, colour ?? palette.nothing);
    }
    return found;
  }
  const values = nodes.map((node) => valueOf(node, by, measures));
  const range = rangeOf(values);
  nodes.forEach((node, at) => {
    const value = values[at];
    found.set(node.id, value === undefined ? palette.nothing : mix(palette.ramp[0], palette.ramp[1], share(value, range, by === "year")));
  });
  return found;
}
