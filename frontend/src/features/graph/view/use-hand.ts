import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { Drawing } from "../draw/drawn";
import type { Layout } from "../layout/use-layout";
import { pin } from "../look/look";
import type { Looks } from "../look/use-look";
import { stepTo } from "../model/walk";
import type { Acts } from "../panels/acts";
import type { Stage } from "./stage";
import type { StageHandlers } from "./stage-events";
import { type KeyActions, useGraphKeys } from "./use-graph-keys";
import type { PathTool } from "./use-path-tool";

interface Input {
  readonly looks: Looks;
  readonly path: PathTool;
  readonly caught: ReadonlySet<string>;
  readonly setCaught: (caught: ReadonlySet<string>) => void;
  readonly setHovered: (id: string | null) => void;
}

interface Wires {
  readonly acts: Acts;
  readonly layout: Layout;
  readonly stage: RefObject<Stage | null>;
  readonly drawing: Drawing;
  readonly toggleConsole: () => void;
}

export interface Hand {
  readonly handlers: StageHandlers;
  readonly pick: (id: string, many: boolean) => void;
  /** What the hand works on, which is made after it. */
  readonly wire: (wires: Wires) => void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Pointer and keys, and what each does. */
export function useHand(input: Input): Hand {
  const latest = useRef(input);
  const wires = useRef<Wires>(null);
  const pending = useRef<Wires>(null);
  useEffect(() => {
    latest.current = input;
    wires.current = pending.current;
  });
  const hand = useMemo<Hand>(() => {
    const pick = (id: string, many: boolean): void => {
      const { path, caught, setCaught } = latest.current;
      if (path.take(id)) return;
      if (!many) return wires.current?.acts.select(id);
      const next = new Set(caught);
      if (!next.delete(id)) next.add(id);
      setCaught(next);
    };
    return {
      pick,
      handlers: {
        onHover: (id) => latest.current.setHovered(id),
        onPick: pick,
        // Two picks in quick succession come as a double click, even on two nodes.
        onOpen: (id) => {
          if (!latest.current.path.take(id)) wires.current?.acts.open(id);
        },
        onPickEdge: (key) => {
          if (!key.startsWith("BUNDLE ")) wires.current?.acts.selectEdge(key);
        },
        onNothing: () => {
          wires.current?.acts.clear();
          latest.current.setCaught(NOBODY);
        },
        onTouch: () => wires.current?.layout.stop(),
        onPut: (id, x, y) => latest.current.looks.change((look) => pin(look, new Map([[id, { x, y }]]))),
        onMove: () => undefined,
      },
      wire: (next) => {
        pending.current = next;
      },
    };
  }, []);

  const selected = (): string | null => {
    const now = latest.current.looks.look.selected;
    return now !== null && "node" in now ? now.node : null;
  };
  const keys: KeyActions = {
    walk: (direction) => {
      const { stage, drawing, acts } = wires.current ?? {};
      const held = stage?.current;
      if (!held || !acts || !drawing) return;
      const from = selected();
      if (from === null || !held.graph.hasNode(from)) {
        const first = drawing.nodes[0];
        if (first) acts.select(first.id);
        return;
      }
      const next = stepTo(from, direction, held.graph.neighbors(from), held.positions());
      if (next === undefined) return;
      acts.select(next);
      held.reveal(next);
    },
    open: () => {
      const id = selected();
      if (id !== null && !latest.current.path.take(id)) wires.current?.acts.open(id);
    },
    zoom: (factor) => wires.current?.stage.current?.zoom(factor),
    fit: () => wires.current?.stage.current?.fit(),
    escape: () => {
      const { path, caught, setCaught } = latest.current;
      if (path.tool !== "hand") path.setTool("hand");
      else if (caught.size > 0) setCaught(NOBODY);
      else if (latest.current.looks.look.selected !== null) wires.current?.acts.clear();
      else if (latest.current.looks.look.path !== null) wires.current?.acts.clearPath();
    },
    remove: () => {
      const id = selected();
      const ids = latest.current.caught.size > 0 ? [...latest.current.caught] : id === null ? [] : [id];
      wires.current?.acts.remove(ids.filter((one) => !one.startsWith("group:")));
      latest.current.setCaught(NOBODY);
    },
    pin: () => {
      const id = selected();
      const ids = latest.current.caught.size > 0 ? [...latest.current.caught] : id === null ? [] : [id];
      if (ids.length > 0) wires.current?.acts.pin(ids);
    },
    undo: () => latest.current.looks.undo(),
    redo: () => latest.current.looks.redo(),
    arrange: () => wires.current?.layout.arrange(),
    lasso: () => latest.current.path.setTool(latest.current.path.tool === "lasso" ? "hand" : "lasso"),
    path: () => latest.current.path.setTool(latest.current.path.tool === "path" ? "hand" : "path"),
    console: () => wires.current?.toggleConsole(),
  };
  useGraphKeys(keys);
  return hand;
}
