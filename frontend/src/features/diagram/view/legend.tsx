import { useComputedColorScheme } from "@mantine/core";
import { branchColour } from "../render/branch-palette";
import classes from "./legend.module.css";
import type { Drawn } from "./use-rendered";

interface Props {
  drawn: Drawn;
}

/** What the colours, boxes and lines of this very drawing mean. */
export function Legend({ drawn }: Props) {
  const scheme = useComputedColorScheme("light");
  const kinds = new Set(drawn.model.nodes.map((node) => node.kind));
  const across = drawn.model.edges.filter((edge) => edge.kind === "cross");
  const folded = drawn.model.folded?.size ?? 0;
  const chain = drawn.branches.length < 2;
  return (
    <ul className={classes.legend} aria-label="Legend">
      {chain ? (
        <li>
          <span className={classes.line} aria-hidden /> followed by
        </li>
      ) : (
        <>
          <li>
            <span className={classes.swatches} aria-hidden>
              {drawn.branches.slice(0, 4).map(({ id, index }) => (
                <span key={id} style={{ background: branchColour(scheme, index).strong }} />
              ))}
            </span>
            one colour, one branch
          </li>
          <li>
            <span className={classes.line} aria-hidden /> belongs to
          </li>
        </>
      )}
      {across.some((edge) => edge.basis === "together") && (
        <li>
          <span className={`${classes.line} ${classes.dashed}`} aria-hidden /> only found in the same papers
        </li>
      )}
      {across.some((edge) => edge.basis === "sentence") && (
        <li>
          <span className={`${classes.line} ${classes.thin}`} aria-hidden /> said in a sentence of a paper
        </li>
      )}
      {across.some((edge) => edge.basis === "") && (
        <li>
          <span className={`${classes.line} ${classes.thin}`} aria-hidden /> linked across branches
        </li>
      )}
      {kinds.has("paper") && (
        <li>
          <span className={classes.paper} aria-hidden /> a paper
        </li>
      )}
      {kinds.has("hub") && (
        <li>
          <span className={`${classes.paper} ${classes.strong}`} aria-hidden /> what three or more branches share
        </li>
      )}
      {kinds.has("summary") && (
        <li>
          <span className={`${classes.paper} ${classes.strong} ${classes.round}`} aria-hidden /> what that leads to
        </li>
      )}
      {drawn.model.nodes.some((node) => node.hand === "added") && (
        <li>
          <span className={`${classes.paper} ${classes.dotted}`} aria-hidden /> added by hand
        </li>
      )}
      {folded > 0 && (
        <li>
          <span className={classes.door} aria-hidden>
            +9
          </span>
          so many nodes folded; double-click opens
        </li>
      )}
      {(drawn.model.doors?.size ?? 0) > folded && (
        <li>
          <span className={classes.door} aria-hidden>
            +9
          </span>
          opens a level of so many nodes
        </li>
      )}
    </ul>
  );
}
