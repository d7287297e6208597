import { useMemo } from "react";
import type { PaperTerm, SpanField } from "@/shared/api/types";
import { toUtf16 } from "@/shared/lib/code-points";
import { cutByMarks, type Mark } from "./marked-text";
import classes from "./paper-page.module.css";

const READING = "\u0000reading";

interface Props {
  text: string;
  field: SpanField;
  terms: readonly PaperTerm[];
  /** The term singled out in the list, by its text. */
  pointed: string | null;
  /** The stretch being read, in UTF-16 units. */
  reading?: { start: number; end: number };
  onPoint: (term: string | null) => void;
}

/** A paper's text with its key terms underlined where they stand, and the sentence being read marked. */
export function TermText({ text, field, terms, pointed, reading, onPoint }: Props) {
  const termMarks = useMemo<Mark[]>(
    () =>
      terms
        .filter((term) => !term.stop)
        .flatMap((term) =>
          term.spans
            .filter((span) => span.field === field)
            .map((span) => ({ ...toUtf16(text, span), name: term.text })),
        ),
    [text, field, terms],
  );
  const marks = reading === undefined ? termMarks : [...termMarks, { ...reading, name: READING }];
  return cutByMarks(text, marks).map((piece) => {
    const names = piece.names.filter((name) => name !== READING);
    const look = [
      names.length > 0 ? classes.term : "",
      pointed !== null && names.includes(pointed) ? classes.pointed : "",
      piece.names.length > names.length ? classes.reading : "",
    ].filter((name) => name !== "");
    if (look.length === 0) return <span key={piece.start}>{piece.text}</span>;
    return (
      <mark
        key={piece.start}
        className={look.join(" ")}
        onMouseEnter={() => onPoint(names[0] ?? null)}
        onMouseLeave={() => onPoint(null)}
      >
        {piece.text}
      </mark>
    );
  });
}
