import { describe, expect, it } from "vitest";
import { guessSource } from "./guess-source";

describe("guessSource", () => {
  it("tells the formats apart", () => {
    expect(guessSource("% exported\n@article{a, title={T}}")).toBe("bibtex");
    expect(guessSource("TY  - JOUR\r\nTI  - T\r\nER  - ")).toBe("ris");
    expect(guessSource("## A Title\n### 🎤 High Info Terms\n1. is")).toBe("report");
  });

  it("does not guess when nothing tells", () => {
    expect(guessSource("Dear all, see you@noon {ok}")).toBeNull();
  });
});
