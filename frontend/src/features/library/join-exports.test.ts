import { describe, expect, it } from "vitest";
import { joinExports } from "./join-exports";

describe("joinExports", () => {
  it("makes one JSON list of many", () => {
    const joined: unknown = JSON.parse(joinExports(['[{"id":"a"}]', '{"id":"b"}'], "csl"));
    expect(joined).toEqual([{ id: "a" }, { id: "b" }]);
  });

  it("separates entries of text formats by an empty line", () => {
    expect(joinExports(["@a{x}\n", "@b{y}\n"], "bibtex")).toBe("@a{x}\n\n@b{y}\n");
  });
});
