import { describe, expect, it } from "vitest";
import { withStandIns } from "./label-codes";

describe("withStandIns", () => {
  it("gives signs that mean something in XML back as entities", () => {
    const { text, restore } = withStandIns("a #lt; b #amp; c");
    expect(text).toHaveLength(9);
    expect(restore(text)).toBe("a &lt; b &amp; c");
  });

  it("puts one letter for each other code and gives the meant letters back as XML", () => {
    const { text, restore } = withStandIns("#quot;x#quot; #35;y #128512;");
    expect(text).toHaveLength(8);
    expect(restore(text)).toBe("&quot;x&quot; #y \u{1f600}");
  });

  it("shows nothing for control characters", () => {
    const { text, restore } = withStandIns("a#0;b");
    expect(restore(text)).toBe("ab");
  });
});
