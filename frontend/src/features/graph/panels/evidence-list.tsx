import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Evidence } from "@/shared/api/types";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./detail.module.css";

const FIELDS: Record<string, string> = { title: "title", abstract: "abstract", text: "text", given_terms: "given terms" };
const FIRST = 6;

interface Props {
  evidence: readonly Evidence[];
  /** Titles of papers that are loaded, by key. */
  titles: ReadonlyMap<string, string>;
  none?: string;
}

/** The sentences that something rests on, each with the way to its paper. */
export function EvidenceList({ evidence, titles, none = "This rests on no sentence." }: Props) {
  const [most, setMost] = useState(FIRST);
  if (evidence.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.quotes}>
        {evidence.slice(0, most).map((one, at) => (
          <li key={`${one.arxiv_id}:${one.start ?? ""}:${at}`}>
            <blockquote className={classes.quote}>{one.quote}</blockquote>
            <Text size="xs" c="dimmed">
              <Link to={paperLink(one.arxiv_id)}>{titles.get(one.arxiv_id) ?? one.arxiv_id}</Link>
              {`, ${FIELDS[one.field] ?? one.field}`}
              {one.version !== null && ` v${one.version}`}
            </Text>
          </li>
        ))}
      </ul>
      {evidence.length > most && (
        <Button size="compact-xs" variant="default" mt={8} onClick={() => setMost(evidence.length)}>
          {`All ${evidence.length} sentences`}
        </Button>
      )}
    </>
  );
}
