import { describe, expect, it } from "vitest";
import { BRANCH_COLOURS, branchColour, type Scheme } from "./branch-palette";

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

describe.each<Scheme>(["light", "dark"])("branch colours, %s", (scheme) => {
  it.each(Array.from({ length: BRANCH_COLOURS }, (_, index) => index))("%i keeps labels readable (WCAG AA)", (index) => {
    const colour = branchColour(scheme, index);
    expect(contrast(colour.strong, colour.onStrong)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour.tint, colour.ink)).toBeGreaterThanOrEqual(4.5);
  });

  it("come round again after the last", () => {
    expect(branchColour(scheme, BRANCH_COLOURS)).toBe(branchColour(scheme, 0));
  });
});
