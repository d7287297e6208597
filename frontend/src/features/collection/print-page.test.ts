import { describe, expect, it } from "vitest";
import { withDrawing } from "./print-page";

describe("the page to print", () => {
  it("takes the drawing where the server left room, signs and all", () => {
    const svg = '<?xml version="1.0" encoding="UTF-8"?>\n<svg><text>$& costs $1</text></svg>';
    expect(withDrawing("<h1>Map</h1><!-- drawing --><h2>Synopsis</h2>", { svg })).toBe(
      '<h1>Map</h1><figure class="drawing"><svg><text>$& costs $1</text></svg></figure><h2>Synopsis</h2>',
    );
  });
});
