import { describe, expect, it } from "vitest";
import { crc32, zipOf } from "./zip";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a ZIP archive", () => {
  it("sums as the standard says", () => {
    expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
    expect(crc32(bytes(""))).toBe(0);
  });

  it("holds its files as they are, and an index that tells where", () => {
    const archive = zipOf([
      { name: "a.txt", data: bytes("one") },
      { name: "é.txt", data: bytes("two!") },
    ]);
    // Local heads (30), names (5 and 6), contents (3 and 4), index entries (46 and names), end (22).
    expect(archive.size).toBe(30 + 5 + 3 + 30 + 6 + 4 + 46 + 5 + 46 + 6 + 22);
    expect(archive.type).toBe("application/zip");
  });
});
