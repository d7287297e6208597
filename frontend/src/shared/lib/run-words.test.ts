import { expect, test } from "vitest";
import { bytesWords, durationWords, figureWords, formatFigure } from "./run-words";

test("figures keep four digits, whole numbers stay whole, extremes become powers of ten", () => {
  expect(formatFigure(0.98765)).toBe("0.9877");
  expect(formatFigure(12345)).toBe("12,345");
  expect(formatFigure(0.0000123)).toBe("1.23e-5");
  expect(formatFigure(0)).toBe("0");
  expect(formatFigure(null)).toBe("none");
  expect(figureWords({ value: 12.5, unit: "ms" })).toBe("12.5 ms");
  expect(figureWords({ value: null, unit: "ms" })).toBe("none");
});

test("durations and sizes in the largest unit that fits", () => {
  expect([0.42, 59.6, 60, 200, 3600, 3900].map(durationWords)).toEqual(["0.4 s", "1 min", "1 min", "3 min 20 s", "1 h", "1 h 5 min"]);
  expect([1, 999, 1200, 25_000_000].map(bytesWords)).toEqual(["1 byte", "999 bytes", "1.2 kB", "25 MB"]);
});
