import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Drawing } from "../draw/drawn";
import { isGroup } from "../model/grouping";
import type { GraphNode, Point } from "../model/types";
import type { Stage } from "../view/stage";
import type { Body, Spring } from "./force";
import { LayoutRunner } from "./layout-runner";
import { seedAll, seedNear } from "./seeds";

interface Input {
  readonly stage: RefObject<Stage | null>;
  readonly drawing: Drawing;
  readonly nodes: readonly GraphNode[];
  readonly community: ReadonlyMap<string, string>;
  /** For what an expansion brought, the node that was expanded; for members of an opened community, its node. */
  readonly parents: ReadonlyMap<string, string>;
  readonly pinned: Readonly<Record<string, readonly [number, number]>>;
  /** Where a saved view had its nodes. */
  readonly places: ReadonlyMap<string, Point> | null;
  /** Another start is laid out anew. */
  readonly startKey: string;
  readonly ready: boolean;
  /** Nothing is shown half way. */
  readonly still: boolean;
}

export interface Layout {
  /** False until the first positions are there. */
  readonly placed: boolean;
  readonly arranging: boolean;
  readonly stop: () => void;
  readonly arrange: () => void;
}

/** Small graphs are shown when they are done; larger ones at once, and get better before one's eyes. */
const SHOWN_AT_ONCE = 600;

const bodiesOf = (drawing: Drawing, at: ReadonlyMap<string, Point>, fixed: (id: string) => boolean): Body[] =>
  drawing.nodes.map(({ id, size }) => ({ ...(at.get(id) ?? { x: 0, y: 0 }), size, fixed: fixed(id) }));

function springsOf({ nodes, edges }: Drawing): Spring[] {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  return edges.flatMap(({ source, target }) => {
    const [from, to] = [index.get(source), index.get(target)];
    return from === undefined || to === undefined || from === to ? [] : [[from, to, 1] as const];
  });
}

function firstPlaces({ nodes, community, pinned }: Omit<Input, "places">): Map<string, Point> {
  const named = new Map(nodes.map((node) => [node.id, isGroup(node) ? node.id : (community.get(node.id) ?? node.id)]));
  const places = seedAll(nodes.map((node) => node.id).sort(), named);
  for (const [id, [x, y]] of Object.entries(pinned)) if (places.has(id)) places.set(id, { x, y });
  return places;
}

/**
 * Keeps the stage's positions in step with what is drawn. The first time everything is laid out; afterwards what
 * stands stays, and only what is new finds its place beside its parent. `arrange` lays everything out again.
 */
export function useLayout(input: Input): Layout {
  const runner = useRef<LayoutRunner>(null);
  const known = useRef<{ key: string; at: Map<string, Point> }>({ key: "", at: new Map() });
  const [placed, setPlaced] = useState(false);
  const shown = useRef(false);
  const [arranging, setArranging] = useState(false);
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => () => {
    runner.current?.dispose();
    runner.current = null;
  }, []);

  const run = useCallback((drawing: Drawing, at: Map<string, Point>, fixed: ReadonlySet<string>, fresh: boolean, steps?: number) => {
    const { stage, still } = latest.current;
    const ids = drawing.nodes.map((node) => node.id);
    runner.current ??= new LayoutRunner();
    setArranging(true);
    const wait = still || (fresh && ids.length <= SHOWN_AT_ONCE);
    let fitted = false;
    const told = (places: Float32Array, done: boolean): void => {
      if (done) setArranging(false);
      if (wait && !done) return;
      stage.current?.place(ids, places, fixed);
      ids.forEach((id, index) => {
        if (!fixed.has(id)) known.current.at.set(id, { x: places[index * 2] ?? 0, y: places[index * 2 + 1] ?? 0 });
      });
      if (fresh && (done || !fitted)) stage.current?.fit();
      fitted = true;
      shown.current = true;
      setPlaced(true);
    };
    runner.current.start(bodiesOf(drawing, at, (id) => fixed.has(id)), springsOf(drawing), told, steps);
    if (!wait && fresh) {
      shown.current = true;
      setPlaced(true);
    }
  }, []);

  const { drawing, startKey, ready } = input;
  useEffect(() => {
    const { stage, parents, pinned } = latest.current;
    if (!ready || stage.current === null) return;
    const pins = new Set(Object.keys(pinned));
    const fresh = known.current.key !== startKey || known.current.at.size === 0;
    if (fresh) {
      const at = firstPlaces(latest.current);
      const kept = latest.current.places;
      for (const [id, point] of kept ?? []) if (at.has(id)) at.set(id, point);
      known.current = { key: startKey, at };
      stage.current.show(drawing, at, true);
      // A saved view comes back as it was; only what it did not hold is given a place.
      const held = kept === null ? pins : new Set([...pins, ...kept.keys()]);
      if (drawing.nodes.length > 0) run(drawing, at, held, true);
      return;
    }
    for (const [id, point] of stage.current.positions()) known.current.at.set(id, point);
    for (const [id, [x, y]] of Object.entries(pinned)) known.current.at.set(id, { x, y });
    const { at } = known.current;
    const missing = drawing.nodes.filter(({ id }) => !at.has(id)).map(({ id }) => id);
    for (const [id, point] of seedNear(missing, parents, at)) at.set(id, point);
    // A stage that was made anew for another theme has no frame yet.
    stage.current.show(drawing, at, stage.current.sigma.getCustomBBox() === null && at.size > 0);
    if (missing.length === 0) return;
    const news = new Set(missing);
    run(drawing, at, new Set(drawing.nodes.map(({ id }) => id).filter((id) => !news.has(id) || pins.has(id))), false, 120);
  }, [drawing, startKey, ready, run]);

  return {
    placed,
    arranging,
    stop: useCallback(() => {
      if (runner.current?.busy !== true || !shown.current) return;
      runner.current.stop();
      setArranging(false);
    }, []),
    arrange: useCallback(() => {
      const { stage, pinned, drawing: now } = latest.current;
      if (stage.current === null || now.nodes.length === 0) return;
      const at = firstPlaces(latest.current);
      run(now, at, new Set(Object.keys(pinned)), true);
    }, [run]),
  };
}
