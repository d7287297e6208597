import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useTypedValue } from "./use-typed-value";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function setup() {
  const send = vi.fn();
  const view = renderHook(({ value }) => useTypedValue(value, send), { initialProps: { value: "" } });
  const type = (text: string) => {
    act(() => {
      view.result.current[1](text);
    });
  };
  return { ...view, send, type };
}

describe("useTypedValue", () => {
  it("shows typing at once and sends only the last of it", () => {
    const { result, send, type } = setup();
    type("tr");
    type("trees");
    expect(result.current[0]).toBe("trees");
    act(() => {
      vi.advanceTimersByTime(300);
    });
    expect(send.mock.calls).toEqual([["trees"]]);
  });

  it("keeps what was typed while the address catches up", () => {
    const { result, rerender, type } = setup();
    type("tree");
    act(() => {
      vi.advanceTimersByTime(300);
    });
    type("trees of ideas");
    rerender({ value: "tree" });
    expect(result.current[0]).toBe("trees of ideas");
  });

  it("follows a change from elsewhere, such as Back", () => {
    const { result, rerender, type } = setup();
    type("deep trees");
    act(() => {
      vi.advanceTimersByTime(300);
    });
    rerender({ value: "deep trees" });
    rerender({ value: "deep" });
    expect(result.current[0]).toBe("deep");
    rerender({ value: "" });
    expect(result.current[0]).toBe("");
  });
});
