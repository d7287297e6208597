import { move, PER_NODE, positionsOf } from "./force";
import type { LayoutMessage, LayoutNews, LayoutOrder } from "./messages";
import { spread } from "./spread";

/** Milliseconds of work between two looks at the messages, and between two reports. */
const SLICE = 24;
const REPORT = 90;
/** Large graphs report less often, since each report is drawn: so many milliseconds for each node. */
const REPORT_PER_NODE = 0.12;

let current: LayoutOrder | null = null;
let left = 0;
let reported = 0;

function report(order: LayoutOrder, done: boolean): void {
  const news: LayoutNews = { run: order.run, positions: positionsOf(order.nodes), done };
  postMessage(news, { transfer: [news.positions.buffer] });
  reported = performance.now();
}

function work(): void {
  const order = current;
  if (order === null) return;
  const until = performance.now() + SLICE;
  while (left > 0 && performance.now() < until) {
    move(order, 1);
    left -= 1;
  }
  if (left === 0) {
    spread(order.nodes);
    current = null;
    report(order, true);
    return;
  }
  const pace = Math.max(REPORT, (order.nodes.length / PER_NODE) * REPORT_PER_NODE);
  if (performance.now() - reported > pace) report(order, false);
  setTimeout(work, 0);
}

addEventListener("message", ({ data }: MessageEvent<LayoutMessage>) => {
  const idle = current === null;
  if ("stop" in data) {
    current = null;
    return;
  }
  current = data;
  left = data.steps;
  reported = performance.now();
  if (idle) setTimeout(work, 0);
});
