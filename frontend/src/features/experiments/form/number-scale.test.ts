import { expect, test } from "vitest";
import { scaleOf } from "./number-scale";

test("a slider reaches both bounds and stays within them", () => {
  const scale = scaleOf(0, 10, true);
  expect([0, 500, 1000].map(scale.toValue)).toEqual([0, 5, 10]);
  expect(scale.toSlider(25)).toBe(1000);
  expect(scaleOf(3, 3, true).toSlider(3)).toBe(0);
});

test("far bounds are walked by factors, to round figures", () => {
  const scale = scaleOf(0.0001, 1, false);
  expect(scale.toValue(500)).toBe(0.01);
  expect(scale.toSlider(0.01)).toBe(500);
  expect(scale.toValue(0)).toBe(0.0001);
});

test("near bounds are walked evenly, in steps of about a hundredth", () => {
  const scale = scaleOf(0, 1, false);
  expect(scale.toValue(333)).toBe(0.33);
  expect(scaleOf(0, 0.01, false).toValue(333)).toBe(0.0033);
});
