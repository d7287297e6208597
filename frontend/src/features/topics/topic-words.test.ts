import { describe, expect, it } from "vitest";
import { bySentence, growthSpans, growthWords, heat, markFirst, statedWords, yearsSentence } from "./topic-words";

const span = (from: number, papers: number) => ({ from, to: from + 2, papers });

describe("words of topics", () => {
  it("tells growth with its sign and what it compares", () => {
    const growth = { value: 0.254, recent: span(2022, 1200), before: span(2019, 7) };
    expect(growthWords(growth)).toBe("+25%");
    expect(growthWords({ ...growth, value: -0.5 })).toBe("-50%");
    expect(growthWords({ ...growth, value: null })).toBe("unknown");
    expect(growthSpans(growth)).toBe("1,200 papers in 2022–2024, 7 in 2019–2021");
    expect(growthSpans({ value: null, recent: null, before: null })).toContain("no dated papers");
  });

  it("puts a chart into a sentence", () => {
    const years = [
      { year: 2020, papers: 3, library: 9 },
      { year: 2021, papers: 0, library: 4 },
    ];
    expect(yearsSentence(years)).toBe("Papers per year: 2020 3, 2021 none.");
    expect(yearsSentence([])).toBe("No dated papers.");
  });

  it("says what is stated and what is not", () => {
    expect(statedWords({ rank: 5, named: true })).toBe("rank 5");
    expect(statedWords({ rank: null, named: true })).toBe("named, rank not stated");
    expect(statedWords({ rank: null, named: false })).toBe("not stated");
  });

  it("colours by the count before the notes, and nothing where nothing is said", () => {
    expect(heat({ rank: null, named: false, count_rank: null })).toBe(0);
    expect(heat({ rank: 5, named: true, count_rank: 1 })).toBe(1);
    expect(heat({ rank: 5, named: true, count_rank: null })).toBeGreaterThan(heat({ rank: null, named: true, count_rank: null }));
  });

  it("marks each text once and puts matches of one sentence together", () => {
    const marked = markFirst("MPI on HPC systems, MPI again", ["hpc", "HPC systems", "mpi", "absent"]);
    expect(marked.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(["MPI", "HPC systems"]);
    expect(marked.map((piece) => piece.text).join("")).toBe("MPI on HPC systems, MPI again");
    const match = (label: string, quote?: string) => ({
      concept: label,
      label,
      text: label,
      score: 1,
      evidence: quote === undefined ? [] : [{ arxiv_id: "1", version: 1, field: "abstract" as const, start: 0, end: 3, quote }],
    });
    const said = bySentence([match("a", "One."), match("b", "Two."), match("c", "One."), match("d")]);
    expect(said.map((one) => [one.quote, one.matches.map((held) => held.label)])).toEqual([
      ["One.", ["a", "c"]],
      ["Two.", ["b"]],
      ["", ["d"]],
    ]);
  });
});
