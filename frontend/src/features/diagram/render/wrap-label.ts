/** Width of a text in pixels. */
export type Measure = (text: string) => number;

const BREAK = /<br\s*\/?>|\\n|\n/i;

/**
 * The label with line breaks where its words would not fit the width. Mermaid breaks lines too, but asks the page for a
 * layout of the whole drawing at every word; of a line that fits it asks once. Words that are too long stay whole here.
 */
export function wrapLabel(label: string, width: number, measure: Measure): string {
  const lines = label.split(BREAK).flatMap((line) => {
    const wrapped: string[] = [];
    for (const word of line.split(/\s+/).filter((one) => one !== "")) {
      const before = wrapped[wrapped.length - 1];
      if (before !== undefined && measure(`${before} ${word}`) <= width) wrapped[wrapped.length - 1] = `${before} ${word}`;
      else wrapped.push(word);
    }
    return wrapped.length === 0 ? [""] : wrapped;
  });
  return lines.join("<br/>");
}

/** Measures on a canvas, which needs no layout; undefined where there is none. */
export function measureIn(font: string): Measure | undefined {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return undefined;
  context.font = font;
  return (text) => context.measureText(text).width;
}
