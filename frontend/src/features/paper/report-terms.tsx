import { UnstyledButton } from "@mantine/core";
import type { Paper } from "@/shared/api/types";
import classes from "./paper-page.module.css";

interface Props {
  paper: Paper;
  pointed: string | null;
  onPoint: (term: string | null) => void;
  /** Index of the term being read. */
  reading: number | undefined;
}

/** The high-info terms in the order of the report; pointing at one shows where it stands in the abstract. */
export function ReportTerms({ paper, pointed, onPoint, reading }: Props) {
  const known = new Map(paper.terms.map((term) => [term.text, term]));
  return (
    <ol className={classes.terms}>
      {paper.report.high_info_terms.map((text, at) => {
        const term = known.get(text);
        const look = [
          classes.chip,
          term?.stop === true ? classes.stop : "",
          pointed === text ? classes.chipPointed : "",
          reading === at ? classes.reading : "",
        ].filter((name) => name !== "");
        const count = term === undefined || term.count === 0 ? undefined : `${term.count}×`;
        return (
          <li key={text}>
            <UnstyledButton
              className={look.join(" ")}
              aria-pressed={pointed === text}
              onClick={() => onPoint(pointed === text ? null : text)}
              onMouseEnter={() => onPoint(text)}
              onMouseLeave={() => onPoint(null)}
            >
              {text}
              {count !== undefined && <span className={classes.count}>{count}</span>}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
