import { type Viewport, wheelFactor, zoomAt } from "./viewport";

interface Hand {
  view: () => Viewport;
  move: (view: Viewport) => void;
  dragging: (on: boolean) => void;
}

interface Point {
  x: number;
  y: number;
}

/** A press that travels less than this is a click. */
const CLICK_SLACK = 4;

/** On what lies over the drawing and answers the pointer itself. */
function isApart(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("[data-own-pointer]") !== null;
}

/** Wheel to zoom at the pointer, one finger or the mouse to pan, two fingers to pinch. */
export function watchPointers(frame: HTMLElement, hand: Hand): () => void {
  const pointers = new Map<number, Point>();
  const over = new AbortController();
  const { signal } = over;
  let travelled = 0;
  let dragged = false;

  const local = (event: MouseEvent): Point => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const start = (event: PointerEvent): void => {
    // From here on the drag goes on even where the pointer leaves the frame.
    frame.setPointerCapture(event.pointerId);
    frame.dataset.dragging = "true";
    dragged = true;
    hand.dragging(true);
  };
  const drag = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (!dragged && travelled > CLICK_SLACK) start(event);
    if (!dragged) return;
    const view = hand.view();
    if (!other) return hand.move({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y });
    const [was, is] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(now.x - other.x, now.y - other.y)];
    hand.move(zoomAt(view, is / Math.max(was, 1), (now.x + other.x) / 2, (now.y + other.y) / 2));
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || isApart(event)) return;
    pointers.set(event.pointerId, local(event));
    travelled = 0;
    dragged = false;
    hand.dragging(false);
  };
  const release = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    delete frame.dataset.dragging;
  };
  const wheel = (event: WheelEvent): void => {
    if (isApart(event)) return;
    event.preventDefault();
    const at = local(event);
    hand.move(zoomAt(hand.view(), wheelFactor(event), at.x, at.y));
  };
  frame.addEventListener("wheel", wheel, { passive: false, signal });
  frame.addEventListener("pointerdown", press, { signal });
  frame.addEventListener("pointermove", drag, { signal });
  frame.addEventListener("pointerup", release, { signal });
  frame.addEventListener("pointercancel", release, { signal });
  return () => over.abort();
}
