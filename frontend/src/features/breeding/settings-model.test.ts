import { describe, expect, it } from "vitest";
import { breedingRequest, fieldProblem, parentsProblem, settingsProblems, usualSettings } from "./settings-model";

const A = "a".repeat(16);
const B = "b".repeat(16);

describe("what cannot breed is told in words", () => {
  it("names the bounds of a number", () => {
    expect(fieldProblem("generations", 0)).toBe("Generations must be a whole number from 1 to 1,000.");
    expect(fieldProblem("generations", "")).toContain("from 1 to 1,000");
    expect(fieldProblem("population", 1)).toContain("from 2 to 256");
    expect(fieldProblem("population", 2.5)).toContain("whole number");
    expect(fieldProblem("seed", 0)).toBeUndefined();
  });

  it("wants two parents that exist", () => {
    expect(parentsProblem([], [])).toContain("two or more");
    expect(parentsProblem([A], [])).toContain("at least one more");
    expect(parentsProblem([A, "nonsense"], ["nonsense"])).toBe("There is no tree “nonsense”. Take it out of the tray.");
    expect(parentsProblem([A, B], [])).toBeUndefined();
    expect(parentsProblem(Array.from({ length: 51 }, (_, at) => String(at)), [])).toContain("At most 50");
  });

  it("wants an operator and a weight", () => {
    const usual = usualSettings();
    expect(settingsProblems(usual)).toEqual({});
    const none = { ...usual.weights, coverage: 0, coherence: 0, evidence: 0, novelty: 0, readability: 0 };
    expect(Object.keys(settingsProblems({ ...usual, operators: [], weights: none }))).toEqual(["operators", "weights"]);
  });
});

describe("the request", () => {
  it("leaves weights out that are all alike, since they order nothing", () => {
    expect(breedingRequest([A, B], usualSettings())).not.toHaveProperty("weights");
    const usual = usualSettings();
    const heavy = breedingRequest([A, B], { ...usual, weights: { ...usual.weights, novelty: 3 } });
    expect(heavy.weights).toEqual({ coverage: 1, coherence: 1, evidence: 1, novelty: 3, readability: 1 });
    expect(heavy).toMatchObject({ parents: [A, B], generations: 20, population: 64, seed: 0 });
  });
});
