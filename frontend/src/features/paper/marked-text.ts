export interface Mark {
  start: number;
  end: number;
  name: string;
}

export interface MarkedPiece {
  text: string;
  start: number;
  names: string[];
}

/** Cuts a text where marks (UTF-16, half-open, free to overlap) begin and end; each piece knows the marks over it. */
export function cutByMarks(text: string, marks: readonly Mark[]): MarkedPiece[] {
  const inside = (offset: number): number => Math.min(Math.max(offset, 0), text.length);
  const cuts = new Set([0, text.length]);
  for (const mark of marks) cuts.add(inside(mark.start)).add(inside(mark.end));
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((start, at) => {
    const end = ordered[at + 1] ?? text.length;
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end && mark.start < mark.end);
    return { text: text.slice(start, end), start, names: [...new Set(over.map((mark) => mark.name))] };
  });
}
