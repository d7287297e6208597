import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PaperSummary } from "@/shared/api/types";
import { useSelection } from "./selection";

const paper = (key: string) => ({ arxiv_id: key }) as PaperSummary;
const rows = ["a", "b", "c", "d"].map(paper);
const row = (index: number) => rows[index] as PaperSummary;

describe("useSelection", () => {
  it("ticks a range from the last tick, in either direction", () => {
    const { result } = renderHook(() => useSelection(rows));
    act(() => result.current.toggle(row(2), false));
    act(() => result.current.toggle(row(0), true));
    expect([...result.current.papers.keys()].sort()).toEqual(["a", "b", "c"]);
  });

  it("takes a range away when its end was ticked", () => {
    const { result } = renderHook(() => useSelection(rows));
    act(() => result.current.setAll(true));
    act(() => result.current.toggle(row(1), false));
    act(() => result.current.toggle(row(3), true));
    expect([...result.current.papers.keys()]).toEqual(["a"]);
  });
});
