/**
 * Turns a span in Unicode code points, as the server counts, into UTF-16 offsets, as JavaScript counts.
 * Offsets beyond the text are held at its end.
 */
export function toUtf16(text: string, span: { start: number; end: number }): { start: number; end: number } {
  let units = 0;
  let points = 0;
  let start = span.start <= 0 ? 0 : -1;
  for (const character of text) {
    if (points === span.start) start = units;
    if (points === span.end) return { start: Math.max(start, 0), end: units };
    units += character.length;
    points += 1;
  }
  return { start: start === -1 ? units : start, end: units };
}

export type Piece = { text: string; marked: boolean };

/** Cuts `text` into plain and marked pieces; spans (code points) may overlap and come in any order. */
export function markSpans(text: string, spans: readonly { start: number; end: number }[]): Piece[] {
  const ranges = spans
    .map((span) => toUtf16(text, span))
    .filter((range) => range.end > range.start)
    .sort((left, right) => left.start - right.start || left.end - right.end);
  const pieces: Piece[] = [];
  let at = 0;
  for (const range of ranges) {
    const start = Math.max(range.start, at);
    if (range.end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    const last = pieces.at(-1);
    const piece = text.slice(start, range.end);
    if (last?.marked === true && start === at) last.text += piece;
    else pieces.push({ text: piece, marked: true });
    at = range.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
