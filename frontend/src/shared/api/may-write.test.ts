import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useMayWrite } from "./may-write";

const system = vi.hoisted(() => ({ data: undefined as { auth: { role: string | null } } | undefined }));
vi.mock("./system", () => ({ useSystem: () => system }));

it.each([
  ["admin", true],
  ["editor", true],
  ["viewer", false],
  [null, false],
])("role %s: %s", (role, allowed) => {
  system.data = { auth: { role } };
  expect(renderHook(useMayWrite).result.current).toBe(allowed);
});

it("allows while the server has not said", () => {
  system.data = undefined;
  expect(renderHook(useMayWrite).result.current).toBe(true);
});
