import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, api, keyPath, withParams } from "./client";
import { shouldRetry } from "./query-client";

afterEach(() => {
  vi.unstubAllGlobals();
});

const answer = (status: number, body: string) =>
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status, statusText: "Gone wrong" })));

describe("errors", () => {
  it("carry the server's sentence and code", async () => {
    answer(409, '{"code": "name_taken", "message": "There is a collection of that name.", "details": {"name": "x"}}');
    const error = await api.post("/api/collections/", {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, code: "name_taken", message: "There is a collection of that name." });
  });

  it("say so when the answer is not ours", async () => {
    answer(502, "<html>Bad gateway</html>");
    await expect(api.get("/api/papers/")).rejects.toMatchObject({ status: 502, code: "unexpected_answer" });
  });

  it("say so when nothing answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(api.get("/api/papers/")).rejects.toMatchObject({ status: 0, code: "unreachable" });
  });
});

describe("shouldRetry", () => {
  const error = (status: number) => new ApiError(status, { code: "x", message: "", details: null });

  it("asks again after lost connections and 5xx only, twice", () => {
    expect([0, 500, 503].map((status) => shouldRetry(0, error(status)))).toEqual([true, true, true]);
    expect([400, 404, 409, 424, 429].map((status) => shouldRetry(0, error(status)))).toEqual(Array(5).fill(false));
    expect(shouldRetry(2, error(503))).toBe(false);
  });
});

it("leaves empty parameters out and keeps the slash of old ids", () => {
  expect(withParams("/api/papers/", { q: "a b", tag: "", from: undefined, page_size: 50 })).toBe(
    "/api/papers/?q=a+b&page_size=50",
  );
  expect(keyPath("cs/0506034")).toBe("cs/0506034");
  expect(keyPath("local:0123?#")).toBe("local:0123%3F%23");
});
