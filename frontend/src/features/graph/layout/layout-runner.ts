import { type Body, matrices, type Spring, stepsFor } from "./force";
import type { LayoutNews, LayoutOrder } from "./messages";

export type OnPositions = (positions: Float32Array, done: boolean) => void;

/** The worker that lays graphs out, one at a time; a new order ends the one before. */
export class LayoutRunner {
  private worker: Worker | null = null;
  private run = 0;
  private told: OnPositions | null = null;

  get busy(): boolean {
    return this.told !== null;
  }

  start(bodies: readonly Body[], springs: readonly Spring[], told: OnPositions, steps = stepsFor(bodies.length)): void {
    this.run += 1;
    this.told = told;
    const order: LayoutOrder = { run: this.run, ...matrices(bodies, springs), steps };
    this.open().postMessage(order, { transfer: [order.nodes.buffer, order.edges.buffer] });
  }

  /** Where the nodes stand now they stay. */
  stop(): void {
    if (this.told === null) return;
    this.told = null;
    this.run += 1;
    this.worker?.postMessage({ stop: true });
  }

  dispose(): void {
    this.told = null;
    this.worker?.terminate();
    this.worker = null;
  }

  private open(): Worker {
    if (this.worker !== null) return this.worker;
    this.worker = new Worker(new URL("./force-worker.ts", import.meta.url), { type: "module", name: "layout" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<LayoutNews>) => {
      if (data.run !== this.run || this.told === null) return;
      const tell = this.told;
      if (data.done) this.told = null;
      tell(data.positions, data.done);
    });
    return this.worker;
  }
}
