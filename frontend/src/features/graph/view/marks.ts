/** What is picked out of the drawing for the moment. */
export interface Marks {
  readonly hovered: string | null;
  readonly node: string | null;
  readonly edge: string | null;
  /** Nodes caught with the lasso or picked together. */
  readonly caught: ReadonlySet<string>;
  /** Nodes and edges of the path on show. */
  readonly pathNodes: ReadonlySet<string>;
  readonly pathEdges: ReadonlySet<string>;
  /** The first end of a path, picked and waiting for the second. */
  readonly end: string | null;
}

const NONE: ReadonlySet<string> = new Set();

export const NO_MARKS: Marks = {
  hovered: null,
  node: null,
  edge: null,
  caught: NONE,
  pathNodes: NONE,
  pathEdges: NONE,
  end: null,
};
