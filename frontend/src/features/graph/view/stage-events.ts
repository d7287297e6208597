import type Sigma from "sigma";

export interface StageHandlers {
  onHover: (id: string | null) => void;
  onPick: (id: string, many: boolean) => void;
  onOpen: (id: string) => void;
  onPickEdge: (key: string) => void;
  onNothing: () => void;
  /** The hand is on the canvas: nothing may move by itself. */
  onTouch: () => void;
  /** A node was put somewhere by hand. */
  onPut: (id: string, x: number, y: number) => void;
  onMove: () => void;
}

const ignore = (): void => undefined;
export const SILENT: StageHandlers = {
  onHover: ignore,
  onPick: ignore,
  onOpen: ignore,
  onPickEdge: ignore,
  onNothing: ignore,
  onTouch: ignore,
  onPut: ignore,
  onMove: ignore,
};

/** Pixels that the pointer may tremble in a click. */
const TREMBLE = 4;

/** Binds Sigma's events; dragging a node moves it and nothing else. */
export function bindEvents(sigma: Sigma, handlers: () => StageHandlers): void {
  let held: string | null = null;
  let from = { x: 0, y: 0 };
  let dragged = false;
  const mouse = sigma.getMouseCaptor();
  sigma.on("enterNode", ({ node }) => handlers().onHover(node));
  sigma.on("leaveNode", () => handlers().onHover(null));
  sigma.on("clickNode", ({ node, event }) => {
    if (dragged) return;
    const { original } = event;
    handlers().onPick(node, "shiftKey" in original && (original.shiftKey || original.ctrlKey || original.metaKey));
  });
  sigma.on("doubleClickNode", (payload) => {
    payload.preventSigmaDefault();
    handlers().onOpen(payload.node);
  });
  sigma.on("clickEdge", ({ edge }) => handlers().onPickEdge(edge));
  sigma.on("clickStage", () => handlers().onNothing());
  sigma.on("downStage", () => handlers().onTouch());
  sigma.on("wheelStage", () => handlers().onTouch());
  sigma.on("wheelNode", () => handlers().onTouch());
  sigma.on("downNode", ({ node, event }) => {
    handlers().onTouch();
    held = node;
    dragged = false;
    from = { x: event.x, y: event.y };
  });
  mouse.on("mousemovebody", (event) => {
    if (held === null) return;
    event.preventSigmaDefault();
    event.original.preventDefault();
    if (!dragged && Math.hypot(event.x - from.x, event.y - from.y) < TREMBLE) return;
    dragged = true;
    const { x, y } = sigma.viewportToGraph(event);
    sigma.getGraph().mergeNodeAttributes(held, { x, y });
  });
  const release = (): void => {
    const node = held;
    held = null;
    if (node === null || !dragged) return;
    const { x, y } = sigma.getGraph().getNodeAttributes(node) as { x: number; y: number };
    handlers().onPut(node, x, y);
    // The click that ends a drag comes after this; it is none.
    setTimeout(() => (dragged = false), 0);
  };
  mouse.on("mouseup", release);
  mouse.on("mouseleave", release);
  sigma.on("afterRender", () => handlers().onMove());
}
