import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { describe, expect, it } from "vitest";
import { useUrlState } from "./use-url-state";

function open(address: string) {
  const inside: { render: () => ReactNode } = { render: () => null };
  const Page = () => inside.render();
  const router = createMemoryRouter([{ path: "/", element: <Page /> }], { initialEntries: [address] });
  const wrapper = ({ children }: { children: ReactNode }) => {
    inside.render = () => children;
    return <RouterProvider router={router} />;
  };
  return { router, hook: renderHook(() => useUrlState(["sel", "fold"]), { wrapper }) };
}

describe("useUrlState", () => {
  it("keeps both of two changes in one breath, and what it does not know", async () => {
    const { router, hook } = open("/?other=1&fold=old");
    await act(async () => {
      hook.result.current[1]({ sel: "a" });
      hook.result.current[1]({ fold: "b" });
      await Promise.resolve();
    });
    expect(hook.result.current[0]).toEqual({ sel: "a", fold: "b" });
    expect(router.state.location.search).toBe("?other=1&fold=b&sel=a");
    await act(async () => {
      hook.result.current[1]({ sel: null });
      await Promise.resolve();
    });
    expect(router.state.location.search).toBe("?other=1&fold=b");
  });
});
