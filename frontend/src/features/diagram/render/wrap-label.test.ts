import { describe, expect, it } from "vitest";
import { wrapLabel } from "./wrap-label";

const letters = (text: string): number => text.length;

describe("wrapLabel", () => {
  it("fills each line as far as the width goes", () => {
    expect(wrapLabel("deep learning on many nodes", 13, letters)).toBe("deep learning<br/>on many nodes");
    expect(wrapLabel("short", 13, letters)).toBe("short");
    expect(wrapLabel("", 13, letters)).toBe("");
  });

  it("keeps the breaks that are there and words that fit nowhere", () => {
    expect(wrapLabel("a<br/>b\nc", 13, letters)).toBe("a<br/>b<br/>c");
    expect(wrapLabel("x incomprehensibilities y", 13, letters)).toBe("x<br/>incomprehensibilities<br/>y");
  });

  it("loses no word", () => {
    const label = "MPI4Dask / UCX / MVAPICH2-GDR / OMB-Py Benchmarks";
    expect(wrapLabel(label, 17, letters).replaceAll("<br/>", " ")).toBe(label);
  });
});
