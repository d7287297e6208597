import { describe, expect, it } from "vitest";
import { insidePolygon } from "./polygon";
import { neighboursOf, stepTo } from "./walk";

const positions = new Map([
  ["here", { x: 0, y: 0 }],
  ["right", { x: 10, y: 1 }],
  ["far right", { x: 40, y: 0 }],
  ["up", { x: 0, y: 10 }],
]);
const near = ["right", "far right", "up"];

describe("stepTo", () => {
  it("takes the nearest neighbour in the direction", () => {
    expect(stepTo("here", "right", near, positions)).toBe("right");
    expect(stepTo("here", "up", near, positions)).toBe("up");
  });

  it("stays where no neighbour lies that way", () => {
    expect(stepTo("here", "down", near, positions)).toBeUndefined();
    expect(stepTo("unknown", "up", near, positions)).toBeUndefined();
  });
});

describe("neighboursOf", () => {
  it("knows both ends and not the node itself", () => {
    const edges = [
      { source: "a", target: "b", type: "OF" },
      { source: "c", target: "a", type: "OF" },
      { source: "a", target: "a", type: "OF" },
    ];
    expect(neighboursOf("a", edges)).toEqual(new Set(["b", "c"]));
  });
});

describe("insidePolygon", () => {
  const l = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 4 }, { x: 4, y: 4 }, { x: 4, y: 10 }, { x: 0, y: 10 }];
  it("tells inside from outside, the notch too", () => {
    expect(insidePolygon({ x: 2, y: 8 }, l)).toBe(true);
    expect(insidePolygon({ x: 8, y: 2 }, l)).toBe(true);
    expect(insidePolygon({ x: 8, y: 8 }, l)).toBe(false);
    expect(insidePolygon({ x: -1, y: 2 }, l)).toBe(false);
  });
});
