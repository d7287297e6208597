import { Anchor, Checkbox } from "@mantine/core";
import { Link } from "react-router";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "../form/form.module.css";

/** A paper that may go with an experiment, and why. */
export interface Suggestion {
  arxiv_id: string;
  title: string;
  year?: number | null;
  why: string;
  score: number;
}

type Props = {
  paper: Pick<Suggestion, "arxiv_id" | "title" | "year" | "why"> & { score?: number };
  on: boolean;
  readOnly?: boolean;
  onChange: (key: string, on: boolean) => void;
};

/** A paper to tick, with why it is offered. */
export function PaperTick({ paper, on, readOnly = false, onChange }: Props) {
  const { arxiv_id, title, year, why, score } = paper;
  const facts = [why, score !== undefined && score > 0 ? `score ${score.toFixed(2)}` : "", year ? String(year) : ""];
  return (
    <li>
      <Checkbox
        checked={on}
        disabled={readOnly}
        onChange={(event) => onChange(arxiv_id, event.currentTarget.checked)}
        label={title}
        description={
          <>
            {facts.filter((fact) => fact !== "").join(" · ")} ·{" "}
            <Anchor component={Link} to={paperLink(arxiv_id)} size="xs" aria-label={`Open ${title}`} className={classes.why}>
              Open
            </Anchor>
          </>
        }
      />
    </li>
  );
}
