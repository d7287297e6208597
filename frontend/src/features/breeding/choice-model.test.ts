import { describe, expect, it } from "vitest";
import type { BreedingChild } from "@/shared/api/types";
import { choiceOf, choiceWords, noWishes, toggleWish } from "./choice-model";

const child = (id: string, place: number | null, kept = false) => ({ id, place, kept }) as BreedingChild;

describe("the choice", () => {
  it("takes kept ones before wishes, and only children of the present generation", () => {
    let wishes = toggleWish(noWishes(3), "a", "more");
    wishes = toggleWish(wishes, "b", "less");
    wishes = toggleWish(wishes, "c", "more");
    const children = [child("a", 0), child("b", 1), child("c", 2, true), child("d", null, true)];
    expect(choiceOf(children, wishes)).toEqual({ keep: ["c"], more: ["a"], less: ["b"] });
  });

  it("is taken back by the same press and changed by the other", () => {
    const once = toggleWish(noWishes(1), "a", "more");
    expect(toggleWish(once, "a", "more").of).toEqual({});
    expect(toggleWish(once, "a", "less").of).toEqual({ a: "less" });
  });

  it("is said in words", () => {
    expect(choiceWords({ keep: [], more: [], less: [] })).toBe("from all children");
    expect(choiceWords({ keep: ["a", "b"], more: ["c"], less: ["d"] })).toBe("from 2 kept and 1 you want more of, away from 1");
  });
});
