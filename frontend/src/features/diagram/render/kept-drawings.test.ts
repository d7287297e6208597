import { describe, expect, it } from "vitest";
import { Kept } from "./kept-drawings";

describe("Kept", () => {
  it("makes a thing once and forgets what was not asked for in a while", async () => {
    const kept = new Kept<string>();
    const made: string[] = [];
    const ask = (key: string) =>
      kept.get(key, () => {
        made.push(key);
        return Promise.resolve(key);
      });
    expect(await ask("first")).toBe("first");
    for (let at = 0; at < 7; at += 1) await ask(`other ${at}`);
    await ask("first");
    expect(made).toHaveLength(8);
    await ask("one more");
    await ask("other 0");
    expect(made.slice(8)).toEqual(["one more", "other 0"]);
  });

  it("does not keep a failure", async () => {
    const kept = new Kept<string>();
    await expect(kept.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await kept.get("a", () => Promise.resolve("yes"))).toBe("yes");
  });
});
