import { inferSettings, type ForceAtlas2Settings } from "graphology-layout-forceatlas2";
import iterate from "graphology-layout-forceatlas2/iterate.js";

/** Numbers for a node (x, y, dx, dy, old dx, old dy, mass, convergence, size, fixed) and for an edge in the matrices. */
export const PER_NODE = 10;
export const PER_EDGE = 3;

export interface Body {
  readonly x: number;
  readonly y: number;
  /** Radius on the screen, pixels. */
  readonly size: number;
  readonly fixed: boolean;
}

/** A spring between two bodies, by their numbers. */
export type Spring = readonly [source: number, target: number, weight: number];

export interface Matrices {
  readonly nodes: Float32Array<ArrayBuffer>;
  readonly edges: Float32Array<ArrayBuffer>;
}

export function matrices(bodies: readonly Body[], springs: readonly Spring[]): Matrices {
  const nodes = new Float32Array(bodies.length * PER_NODE);
  bodies.forEach(({ x, y, size, fixed }, at) => nodes.set([x, y, 0, 0, 0, 0, 1, 1, size, fixed ? 1 : 0], at * PER_NODE));
  const edges = new Float32Array(springs.length * PER_EDGE);
  springs.forEach(([source, target, weight], at) => {
    edges.set([source * PER_NODE, target * PER_NODE, weight], at * PER_EDGE);
    for (const end of [source, target]) nodes[end * PER_NODE + 6] = (nodes[end * PER_NODE + 6] ?? 0) + weight;
  });
  return { nodes, edges };
}

/** How many steps a graph of that size gets: a number, not a time, so that the end is the same on any machine. */
export function stepsFor(order: number): number {
  if (order <= 400) return 500;
  if (order <= 2000) return 250;
  return 100;
}

function settingsFor(order: number): Required<ForceAtlas2Settings> {
  return {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 0,
    barnesHutTheta: 0.8,
    strongGravityMode: false,
    ...inferSettings(order),
    barnesHutOptimize: order > 800,
    gravity: order < 60 ? 0.08 : 0.05,
    scalingRatio: 40,
    slowDown: 1 + Math.log(Math.max(order, 1)),
  };
}

/** Moves the bodies by `steps` steps of ForceAtlas2 (Jacomy et al. 2014), in place. */
export function move({ nodes, edges }: Matrices, steps: number): void {
  const order = nodes.length / PER_NODE;
  if (order < 2) return;
  const settings = settingsFor(order);
  for (let step = 0; step < steps; step += 1) iterate(settings, nodes, edges);
}

export function positionsOf(nodes: Float32Array): Float32Array<ArrayBuffer> {
  const found = new Float32Array((nodes.length / PER_NODE) * 2);
  for (let at = 0; at < found.length / 2; at += 1) {
    found[at * 2] = nodes[at * PER_NODE] ?? 0;
    found[at * 2 + 1] = nodes[at * PER_NODE + 1] ?? 0;
  }
  return found;
}
