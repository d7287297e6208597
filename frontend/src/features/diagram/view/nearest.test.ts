import { describe, expect, it } from "vitest";
import { nearest } from "./nearest";

const spots = [
  { id: "root", x: 0, y: 0 },
  { id: "right", x: 200, y: 10 },
  { id: "far", x: 120, y: 300 },
  { id: "below", x: 5, y: 80 },
];
const [root] = spots;

describe("nearest", () => {
  it("goes to what lies in the direction, near before far and straight before aside", () => {
    if (!root) throw new Error("no root");
    expect(nearest(root, spots, "right")).toBe("right");
    expect(nearest(root, spots, "down")).toBe("below");
  });

  it("stays where nothing lies that way", () => {
    if (!root) throw new Error("no root");
    expect(nearest(root, spots, "left")).toBeUndefined();
    expect(nearest(root, spots, "up")).toBeUndefined();
  });
});
