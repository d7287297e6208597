import { watchPointers } from "./pointers";
import type { Stage } from "./prepare-svg";
import { type Bounds, fit, opening, reveal, STEP, type Viewport, zoomAt } from "./viewport";

/** Moves a mounted drawing in its frame: straight on the SVG layer, once per animation frame, past React. */
export class Camera {
  stage: Stage | undefined;
  private frame: HTMLElement | undefined;
  private view: Viewport = { x: 0, y: 0, scale: 1 };
  private pending = 0;
  private dragged = false;
  private readonly watchers = new Set<() => void>();

  /** Starts to answer wheel, drag and pinch in `frame`; the result ends it. */
  attach(frame: HTMLElement): () => void {
    this.frame = frame;
    const release = watchPointers(frame, {
      view: () => this.view,
      move: (view) => this.apply(view),
      dragging: (on) => {
        this.dragged = on;
      },
    });
    return () => {
      release();
      cancelAnimationFrame(this.pending);
      this.pending = 0;
      this.frame = undefined;
    };
  }

  /** Shows a drawing anew; one of the very size of the one before (another theme) stays where that stood. */
  show(stage: Stage): void {
    const before = this.stage?.bounds;
    this.stage = stage;
    if (before?.width === stage.bounds.width && before.height === stage.bounds.height) this.apply(this.view);
    else this.open();
  }

  /** Calls back after every move; the result ends it. */
  watch(moved: () => void): () => void {
    this.watchers.add(moved);
    return () => this.watchers.delete(moved);
  }

  get scale(): number {
    return this.view.scale;
  }

  /** The part of the drawing that is in the frame. */
  seen(): Bounds | undefined {
    const box = this.frame?.getBoundingClientRect();
    const { x, y, scale } = this.view;
    return box && { x: -x / scale, y: -y / scale, width: box.width / scale, height: box.height / scale };
  }

  /** Brings a point of the drawing to the middle of the frame. */
  centre(x: number, y: number): void {
    const box = this.frame?.getBoundingClientRect();
    const { scale } = this.view;
    if (box) this.apply({ scale, x: box.width / 2 - x * scale, y: box.height / 2 - y * scale });
  }

  /** Back to how the drawing is first shown. */
  open(): void {
    const box = this.frame?.getBoundingClientRect();
    if (box && this.stage) this.apply(opening(this.stage.bounds, box));
  }

  zoomIn(): void {
    this.zoomMiddle(STEP);
  }

  zoomOut(): void {
    this.zoomMiddle(1 / STEP);
  }

  fit(): void {
    const box = this.frame?.getBoundingClientRect();
    if (box && this.stage) this.apply(fit(this.stage.bounds, box));
  }

  /** Moves just as far as needed for the node to be seen. */
  reveal(id: string): void {
    const box = this.frame?.getBoundingClientRect();
    const spot = this.stage?.spots.find((one) => one.id === id);
    const size = this.stage?.nodes.get(id)?.getBBox();
    if (!box || !spot || !size) return;
    const target = { x: spot.x - size.width / 2, y: spot.y - size.height / 2, width: size.width, height: size.height };
    this.apply(reveal(this.view, target, box));
  }

  /** True when the click that is being answered ended a drag and means nothing. */
  wasDragged(): boolean {
    return this.dragged;
  }

  private zoomMiddle(factor: number): void {
    const box = this.frame?.getBoundingClientRect();
    if (box) this.apply(zoomAt(this.view, factor, box.width / 2, box.height / 2));
  }

  private apply(next: Viewport): void {
    this.view = next;
    if (this.pending !== 0) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      const { x, y, scale } = this.view;
      this.stage?.layer.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
      for (const moved of this.watchers) moved();
    });
  }
}
