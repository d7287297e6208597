import { useComputedColorScheme } from "@mantine/core";
import type { DiagramModel } from "../model/diagram-model";
import { branchColour } from "../render/branch-palette";
import classes from "./legend.module.css";
import type { Drawn } from "./use-rendered";

const branchesOf = (model: DiagramModel): Drawn["branches"] =>
  model.edges
    .filter((edge) => edge.kind === "tree" && edge.source === model.root)
    .map((edge, index) => ({ id: edge.target, label: "", index }));

interface Props {
  model: DiagramModel;
  /** The branches as drawn; before that the root's children stand for them, so that the stage keeps its size. */
  branches: Drawn["branches"] | undefined;
}

/** What the colours, boxes and lines of this very drawing mean. */
export function Legend({ model, branches = branchesOf(model) }: Props) {
  const scheme = useComputedColorScheme("light");
  const kinds = new Set(model.nodes.map((node) => node.kind));
  const across = model.edges.filter((edge) => edge.kind === "cross");
  const folded = model.folded?.size ?? 0;
  const chain = branches.length < 2;
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
              {branches.slice(0, 4).map(({ id, index }) => (
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
      {model.nodes.some((node) => node.hand === "added") && (
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
      {(model.doors?.size ?? 0) > folded && (
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
