import { describe, expect, it } from "vitest";
import { fit, MAX_SCALE, MIN_SCALE, reveal, wheelFactor, zoomAt } from "./viewport";

const at = (view: { x: number; y: number; scale: number }, x: number, y: number) => [x * view.scale + view.x, y * view.scale + view.y];

describe("the viewport", () => {
  it("keeps the point under the pointer where it is, also at the limits", () => {
    for (const factor of [1.3, 0.2, 1000, 0.00001]) {
      const view = { x: 40, y: -15, scale: 0.7 };
      const next = zoomAt(view, factor, 300, 200);
      const [px, py] = [(300 - view.x) / view.scale, (200 - view.y) / view.scale];
      expect(at(next, px, py)[0]).toBeCloseTo(300, 6);
      expect(at(next, px, py)[1]).toBeCloseTo(200, 6);
      expect(next.scale).toBeGreaterThanOrEqual(MIN_SCALE);
      expect(next.scale).toBeLessThanOrEqual(MAX_SCALE);
    }
  });

  it("fits and centres the whole drawing", () => {
    const view = fit({ x: -100, y: 50, width: 2000, height: 500 }, { width: 800, height: 600 });
    expect(at(view, -100, 0)[0]).toBeGreaterThanOrEqual(0);
    expect(at(view, 1900, 0)[0]).toBeLessThanOrEqual(800);
    const [x, y] = at(view, 900, 300);
    expect([x, y]).toEqual([expect.closeTo(400), expect.closeTo(300)]);
  });

  it("does not blow a small drawing up", () => {
    expect(fit({ x: 0, y: 0, width: 10, height: 10 }, { width: 800, height: 600 }).scale).toBeLessThan(1.2);
  });

  it("moves only as far as needed to show a box", () => {
    const view = { x: 0, y: 0, scale: 1 };
    expect(reveal(view, { x: 100, y: 100, width: 50, height: 20 }, { width: 400, height: 300 })).toEqual(view);
    expect(reveal(view, { x: 500, y: 100, width: 50, height: 20 }, { width: 400, height: 300 }).x).toBe(-174);
    expect(reveal(view, { x: -80, y: 100, width: 50, height: 20 }, { width: 400, height: 300 }).x).toBe(104);
  });

  it("zooms in on a wheel up, out on a wheel down, by the same measure", () => {
    const up = wheelFactor({ deltaY: -100, deltaMode: 0, ctrlKey: false });
    const down = wheelFactor({ deltaY: 100, deltaMode: 0, ctrlKey: false });
    expect(up).toBeGreaterThan(1);
    expect(up * down).toBeCloseTo(1);
  });
});
