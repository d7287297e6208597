import { describe, expect, it } from "vitest";
import { partColumns } from "./place-columns";

describe("branches in columns", () => {
  it("keeps their order and balances the heights", () => {
    expect(partColumns([480, 470, 410, 400, 370, 230, 190, 210, 190], 7)).toEqual([[0], [1], [2], [3], [4], [5, 6], [7, 8]]);
    expect(partColumns([100, 100, 100, 100], 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("takes one column where only one is allowed, and no more than there are branches", () => {
    expect(partColumns([10, 20, 30], 1)).toEqual([[0, 1, 2]]);
    expect(partColumns([10, 20], 9)).toEqual([[0], [1]]);
  });
});
