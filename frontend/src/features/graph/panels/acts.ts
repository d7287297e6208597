import type { Palette } from "../draw/palette";
import type { Looks } from "../look/use-look";
import type { Scene } from "../model/scene";

/** What can be done with nodes and edges, from wherever it is asked for. */
export interface Acts {
  readonly select: (id: string) => void;
  readonly selectEdge: (key: string) => void;
  readonly clear: () => void;
  readonly clearPath: () => void;
  /** Expands or collapses a node, or opens a community. */
  readonly open: (id: string) => void;
  readonly more: (id: string) => void;
  readonly pin: (ids: readonly string[]) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly keepOnly: (ids: readonly string[]) => void;
  readonly pathFrom: (id: string) => void;
}

/** What every part of the detail panel is given. */
export interface DetailProps {
  readonly scene: Scene;
  readonly looks: Looks;
  readonly palette: Palette;
  readonly acts: Acts;
}
