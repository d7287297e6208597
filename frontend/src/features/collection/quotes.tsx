import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { Evidence } from "@/shared/api/types";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./detail-pane.module.css";
import { markWords } from "./quote-text";

interface Props {
  evidence: readonly Evidence[];
  words: readonly string[];
  titles: ReadonlyMap<string, string>;
}

const FIELDS: Record<string, string> = { title: "title", abstract: "abstract", text: "text", given_terms: "given terms" };

/** What the papers themselves say, with the words in question marked and the way back to each paper. */
export function Quotes({ evidence, words, titles }: Props) {
  if (evidence.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No quote: this rests on no sentence of the papers.
      </Text>
    );
  }
  return (
    <ul className={classes.quotes}>
      {evidence.map((one, at) => (
        <li key={`${one.arxiv_id}:${one.field}:${one.start ?? at}:${at}`}>
          <blockquote className={classes.quote}>
            {markWords(one.quote, words).map((piece, index) =>
              piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
            )}
          </blockquote>
          <Text size="xs" c="dimmed">
            <Link to={paperLink(one.arxiv_id)}>{titles.get(one.arxiv_id) ?? one.arxiv_id}</Link>
            {`, ${FIELDS[one.field] ?? one.field}`}
            {one.version !== null && ` v${one.version}`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
