import type { PaperTerm } from "@/shared/api/types";
import classes from "./paper-page.module.css";
import { TermChip } from "./term-chip";

interface Props {
  terms: readonly PaperTerm[];
  pointed: string | null;
  onPoint: (term: string | null) => void;
  /** Index of the term being read. */
  reading: number | undefined;
}

/** The model's key terms, best first, with scores from 0 to 1 and what acronyms stand for. */
export function KeyTerms({ terms, pointed, onPoint, reading }: Props) {
  return (
    <ol className={classes.terms}>
      {terms.map((term, at) => (
        <TermChip
          key={term.rank}
          text={term.text}
          note={term.score.toFixed(2)}
          meaning={term.long_form}
          pointed={pointed === term.text}
          reading={reading === at}
          onPoint={onPoint}
        />
      ))}
    </ol>
  );
}
