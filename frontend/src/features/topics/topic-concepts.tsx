import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "react-router";
import { formatNumber } from "@/shared/lib/format";
import classes from "./topic-page.module.css";
import type { Topic, TopicConcept } from "./topic-types";

const FIRST = 30;

function Chip({ concept }: { concept: TopicConcept }) {
  const near = concept.rule === "near";
  const why = near ? `near to “${concept.term}”, cosine ${concept.score.toFixed(2)}` : `holds “${concept.term}”`;
  return (
    <li>
      <Link
        to={`/library?q=${encodeURIComponent(`"${concept.label}"`)}`}
        className={near ? `${classes.chip} ${classes.near}` : classes.chip}
        title={`${why}; forms: ${concept.forms.join(", ")}`}
      >
        {near && "≈ "}
        {concept.label} <span className={classes.count}>{formatNumber(concept.papers)}</span>
      </Link>
    </li>
  );
}

/** The concepts by which papers are found, with how many papers hold each. */
export function TopicConcepts({ topic }: { topic: Topic }) {
  const [all, { toggle }] = useDisclosure(false);
  const shown = all ? topic.concepts : topic.concepts.slice(0, FIRST);
  return (
    <>
      <h2 className={classes.heading}>Concepts</h2>
      {topic.concepts.length === 0 ? (
        <p className={classes.dim}>No paper of the library holds one of the topic’s terms: {topic.terms.join(", ")}.</p>
      ) : (
        <>
          <p className={classes.dim}>
            Concepts that hold one of the topic’s {topic.terms.length} terms; dashed and with ≈ those near to one, from a cosine of {topic.near} on.
          </p>
          <ul className={classes.chips}>
            {shown.map((concept) => (
              <Chip key={concept.concept} concept={concept} />
            ))}
          </ul>
          {topic.concepts.length > FIRST && (
            <Button mt="xs" size="compact-xs" variant="subtle" aria-expanded={all} onClick={toggle}>
              {all ? `Show the first ${FIRST}` : `Show all ${topic.concepts.length}`}
            </Button>
          )}
        </>
      )}
    </>
  );
}
