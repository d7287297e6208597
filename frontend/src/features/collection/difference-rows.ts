import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Difference } from "@/shared/api/types";

export interface DifferenceRow {
  what: "added" | "removed" | "relabelled" | "moved" | "changed";
  text: string;
  note: string;
}

const label = (text: string): string => plainLabel(text) || "(no words)";

function linkRow({ source, target, label: name, before, change }: Difference["links"][number]): DifferenceRow {
  const quoted = name === "" ? "" : ` “${name}”`;
  const note = change === "relabelled" ? `now${quoted || " without a name"}, was “${before}”` : `link${quoted}`;
  return { what: change, text: `${label(source)} → ${label(target)}`, note };
}

/** A difference in lines to read, in the order in which they matter. */
export function rowsOf(difference: Difference): DifferenceRow[] {
  return [
    ...difference.added.map((one): DifferenceRow => ({ what: "added", text: label(one.label), note: `below ${label(one.parent)}` })),
    ...difference.removed.map((one): DifferenceRow => ({ what: "removed", text: label(one.label), note: "" })),
    ...difference.relabelled.map((one): DifferenceRow => ({ what: "relabelled", text: label(one.after), note: `was ${label(one.before)}` })),
    ...difference.moved.map(
      (one): DifferenceRow => ({ what: "moved", text: label(one.label), note: `from ${label(one.before)} to ${label(one.after)}` }),
    ),
    ...difference.kinds.map((one): DifferenceRow => ({ what: "changed", text: label(one.label), note: `was a ${one.before}, is a ${one.after}` })),
    ...difference.links.map(linkRow),
    ...difference.reordered.map((one): DifferenceRow => ({ what: "changed", text: label(one.label), note: "another order of what hangs below" })),
  ];
}
