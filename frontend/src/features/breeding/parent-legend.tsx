import { useComputedColorScheme } from "@mantine/core";
import { Link } from "react-router";
import { branchColour } from "@/features/diagram/render/branch-palette";
import { treeTitle } from "@/shared/lib/tree-words";
import { OriginShape } from "./origin-shape";
import classes from "./parent-legend.module.css";
import { parentLetter } from "./parents-model";

interface Parent {
  id: string;
  title: string;
  name: string;
}

/** The sign of one parent: its shape in its colour, and its letter. */
export function ParentSign({ place }: { place: number | null }) {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const colour = place === null ? "var(--text-dim)" : branchColour(scheme, place).strong;
  return (
    <span className={classes.sign}>
      <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden>
        <OriginShape place={place} size={4} colour={colour} />
      </svg>
      {place !== null && <b>{parentLetter(place)}</b>}
    </span>
  );
}

/** What the colours and shapes in the small trees mean. */
export function ParentLegend({ parents, others = true }: { parents: readonly Parent[]; others?: boolean }) {
  return (
    <ul className={classes.legend} aria-label="Parents">
      {parents.map((parent, place) => (
        <li key={parent.id}>
          <ParentSign place={place} />
          <Link to={`/trees/${parent.id}`} className={classes.name} title={treeTitle(parent)}>
            {treeTitle(parent)}
          </Link>
        </li>
      ))}
      {others && (
        <li>
          <ParentSign place={null} /> from other papers
        </li>
      )}
    </ul>
  );
}
