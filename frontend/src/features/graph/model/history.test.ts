import { describe, expect, it } from "vitest";
import { amend, begin, redo, step, undo } from "./history";

describe("history", () => {
  it("goes back and forth over steps", () => {
    const third = step(step(begin(1), 2), 3);
    expect(undo(third).now).toBe(2);
    expect(undo(undo(undo(third))).now).toBe(1);
    expect(redo(redo(undo(undo(third)))).now).toBe(3);
  });

  it("forgets what was taken back once something else is done", () => {
    expect(redo(step(undo(step(begin(1), 2)), 5)).now).toBe(5);
  });

  it("does not step for an amendment or for no change", () => {
    expect(undo(amend(begin(1), 2)).now).toBe(2);
    const one = begin({});
    expect(step(one, one.now)).toBe(one);
  });
});
