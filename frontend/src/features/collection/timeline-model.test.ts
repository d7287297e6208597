import { describe, expect, it } from "vitest";
import type { PaperSummary } from "@/shared/api/types";
import { papersIn, yearWords } from "@/shared/lib/years";
import { yearBars, yearsOf } from "./timeline-model";

const paper = (published: string | null) => ({ published }) as PaperSummary;
const papers = [paper("2018-12-31T23:59:00Z"), paper("2021-01-01T00:00:00Z"), paper("2021-06-01T00:00:00Z"), paper(null)];

describe("the timeline of papers", () => {
  it("has a bar for every year, those without papers too, and leaves out papers without a date", () => {
    expect(yearBars(papers)).toEqual([
      { year: 2018, papers: 1 },
      { year: 2019, papers: 0 },
      { year: 2020, papers: 0 },
      { year: 2021, papers: 2 },
    ]);
    expect(yearBars([paper(null)])).toEqual([]);
  });

  it("counts both ends of a span", () => {
    expect(papersIn(yearBars(papers), { from: 2018, to: 2018 })).toBe(1);
    expect(papersIn(yearBars(papers), { from: 2018, to: 2021 })).toBe(3);
  });

  it("reads the span of a merge, open ends as the first and last year", () => {
    const bars = yearBars(papers);
    expect(yearsOf({ from: null, to: null }, bars)).toBeUndefined();
    expect(yearsOf({ from: "2019-01-01", to: "2020-12-31" }, bars)).toEqual({ from: 2019, to: 2020 });
    expect(yearsOf({ from: "2019-01-01", to: null }, bars)).toEqual({ from: 2019, to: 2021 });
  });

  it("names one year once", () => {
    expect(yearWords({ from: 2020, to: 2020 })).toBe("2020");
    expect(yearWords({ from: 2019, to: 2020 })).toBe("2019–2020");
  });
});
