import { describe, expect, it } from "vitest";
import { ApiError } from "@/shared/api/client";
import { faultOf } from "./fault";

const broken = (details: unknown) => new ApiError(422, { code: "invalid_mermaid", message: "Line 3: no.", details });

describe("faultOf", () => {
  it("takes the line out of the answer", () => {
    expect(faultOf(broken({ line: 3, column: 5 }))).toEqual({ message: "Line 3: no.", line: 3 });
  });

  it("is of the whole text where the answer names no line", () => {
    expect(faultOf(broken({}))).toEqual({ message: "Line 3: no.", line: undefined });
    expect(faultOf(broken(null))?.line).toBeUndefined();
    expect(faultOf(new Error("gone"))).toEqual({ message: "gone", line: undefined });
    expect(faultOf(null)).toBeUndefined();
  });
});
