/** One step of ForceAtlas2 on the matrices; the package types only its entry, not this file. */
declare module "graphology-layout-forceatlas2/iterate.js" {
  import type { ForceAtlas2Settings } from "graphology-layout-forceatlas2";
  // The package exports it so.
  // eslint-disable-next-line import-x/no-default-export
  export default function iterate(settings: Required<ForceAtlas2Settings>, nodes: Float32Array, edges: Float32Array): void;
}
