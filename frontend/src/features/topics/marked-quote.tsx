import classes from "./topic-page.module.css";
import { markFirst } from "./topic-words";

/** A sentence with each of the terms marked where it first stands in it. */
export function MarkedQuote({ quote, texts }: { quote: string; texts: readonly string[] }) {
  return (
    <blockquote className={classes.quote}>
      {markFirst(quote, texts).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </blockquote>
  );
}
