import { describe, expect, it } from "vitest";
import { searchLink } from "./search-link";

describe("searchLink", () => {
  it("puts words in the box, filters beside it and tags into the words", () => {
    const link = new URL(searchLink({ author: "Ada L", q: "tree merge", tag: "to read" }), "http://localhost");
    expect(link.pathname).toBe("/search");
    expect(link.searchParams.get("q")).toBe('tree merge tag:"to read"');
    expect(link.searchParams.get("author")).toBe("Ada L");
  });
});
