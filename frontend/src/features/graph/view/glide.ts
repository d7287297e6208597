import type Sigma from "sigma";
import type { Point } from "../model/types";

/** Pixels that the pointer may tremble in a click. */
const TREMBLE = 4;
/** Milliseconds without a move after which the hand rests. */
const REST = 120;
/** Of the time, drawing while the hand moves may take at most one part in so many. */
const PARTS = 5;
const NOWHERE: Point = { x: 0, y: 0 };

/**
 * Panning of what takes long to draw: the last picture moves with the hand, lines, labels and all, and is drawn anew
 * when the hand rests; before that only as often as leaves most of the time for moving, and only where the picture
 * does not hold what comes into view.
 */
export class Glide {
  private readonly sigma: Sigma;
  private held = false;
  /** Where the pointer is, and where it was for the picture on show. */
  private hand = NOWHERE;
  private drawnFor = NOWHERE;
  /** Where the pointer was for the picture that is on its way. */
  private asked: Point | null = null;
  private moved = false;
  private began = 0;
  private cost = 0;
  private nextDrawing = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** `crowded` tells whether the graph of now takes long to draw. */
  constructor(sigma: Sigma, crowded: () => boolean) {
    this.sigma = sigma;
    sigma.on("downStage", ({ event }) => {
      const { original } = event;
      if (original instanceof MouseEvent && original.button === 0 && crowded()) this.take({ x: original.clientX, y: original.clientY });
    });
    sigma.on("beforeRender", () => (this.began = performance.now()));
    sigma.on("afterRender", this.drawn);
  }

  kill(): void {
    this.letGo();
    this.asked = null;
  }

  private take(at: Point): void {
    this.held = true;
    this.hand = this.drawnFor = at;
    this.moved = false;
    this.asked = null;
    this.nextDrawing = performance.now() + PARTS * this.cost;
    // Sigma listens at the document: what is stopped here it does not see, and draws nothing of its own.
    window.addEventListener("mousemove", this.move, true);
    window.addEventListener("mouseup", this.release, true);
  }

  private letGo(): void {
    this.held = false;
    clearTimeout(this.rest);
    window.removeEventListener("mousemove", this.move, true);
    window.removeEventListener("mouseup", this.release, true);
  }

  private readonly move = (event: MouseEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!this.moved && Math.hypot(event.clientX - this.hand.x, event.clientY - this.hand.y) < TREMBLE) return;
    this.moved = true;
    this.hand = { x: event.clientX, y: event.clientY };
    this.shift();
    this.waitForRest();
    if (performance.now() >= this.nextDrawing && this.lacks()) this.draw();
  };

  private readonly release = (): void => {
    this.letGo();
    this.draw();
    // The click that ends a drag is none.
    if (!this.moved) return;
    const swallow = (event: MouseEvent): void => event.stopImmediatePropagation();
    window.addEventListener("click", swallow, true);
    setTimeout(() => window.removeEventListener("click", swallow, true), 0);
  };

  private waitForRest(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(this.draw, REST);
  }

  private get behind(): boolean {
    return this.hand.x !== this.drawnFor.x || this.hand.y !== this.drawnFor.y;
  }

  /** Moves the camera to where the hand is, so that Sigma draws in the next frame. */
  private readonly draw = (): void => {
    const { hand, drawnFor, sigma } = this;
    if (this.asked !== null || !this.behind) return;
    this.asked = hand;
    const from = sigma.viewportToFramedGraph(NOWHERE);
    const to = sigma.viewportToFramedGraph({ x: hand.x - drawnFor.x, y: hand.y - drawnFor.y });
    const camera = sigma.getCamera();
    const { x, y } = camera.getState();
    camera.setState({ x: x + from.x - to.x, y: y + from.y - to.y });
  };

  private readonly drawn = (): void => {
    if (this.asked === null) return;
    const { began } = this;
    this.drawnFor = this.asked;
    this.asked = null;
    this.shift();
    if (!this.held) this.draw();
    else if (this.behind) this.waitForRest();
    // What the script asks for is drawn by another process; the frame after the next one waits for it.
    requestAnimationFrame(() =>
      requestAnimationFrame((now) => {
        this.cost = Math.max(now - began, 0);
        this.nextDrawing = now + PARTS * this.cost;
      }),
    );
  };

  /** Lays the picture where the hand has it. */
  private shift(): void {
    const [x, y] = [this.hand.x - this.drawnFor.x, this.hand.y - this.drawnFor.y];
    for (const [name, canvas] of Object.entries(this.sigma.getCanvases())) {
      // That one takes the pointer's events and must stay.
      if (name !== "mouse") canvas.style.transform = x === 0 && y === 0 ? "" : `translate(${x}px, ${y}px)`;
    }
  }

  /** Whether there is something beyond the edge that the picture was moved away from. */
  private lacks(): boolean {
    const { hand, sigma, drawnFor } = this;
    const { width, height } = sigma.getDimensions();
    const { x: xs, y: ys } = sigma.getBBox();
    const [a, b] = [sigma.graphToViewport({ x: xs[0], y: ys[0] }), sigma.graphToViewport({ x: xs[1], y: ys[1] })];
    const [dx, dy] = [hand.x - drawnFor.x, hand.y - drawnFor.y];
    const [left, right, top, bottom] = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)];
    return (dx > 0 && left < 0) || (dx < 0 && right > width) || (dy > 0 && top < 0) || (dy < 0 && bottom > height);
  }
}
