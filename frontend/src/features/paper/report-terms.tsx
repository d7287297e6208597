import type { Paper } from "@/shared/api/types";
import classes from "./paper-page.module.css";
import { TermChip } from "./term-chip";

interface Props {
  paper: Paper;
  pointed: string | null;
  onPoint: (term: string | null) => void;
  /** Index of the term being read. */
  reading: number | undefined;
}

/** The high-info terms in the order of the report, with how often they stand there. */
export function ReportTerms({ paper, pointed, onPoint, reading }: Props) {
  const known = new Map(paper.plain_terms.map((term) => [term.text, term]));
  return (
    <ol className={classes.terms}>
      {paper.report.high_info_terms.map((text, at) => {
        const term = known.get(text);
        return (
          <TermChip
            key={text}
            text={text}
            note={term === undefined || term.count === 0 ? undefined : `${term.count}×`}
            stop={term?.stop}
            pointed={pointed === text}
            reading={reading === at}
            onPoint={onPoint}
          />
        );
      })}
    </ol>
  );
}
