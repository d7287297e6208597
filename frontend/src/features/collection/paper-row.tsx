import { Checkbox } from "@mantine/core";
import { memo, useEffect, useRef } from "react";
import { Link } from "react-router";
import type { PaperSummary } from "@/shared/api/types";
import { formatAuthors, plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./papers-pane.module.css";

interface Props {
  paper: PaperSummary;
  ticked: boolean;
  lit: boolean;
  /** Scrolls into view: the first paper of what was just selected in the map. */
  reveal: boolean;
  nodes: number | undefined;
  onTick: (key: string) => void;
  onHover: (key: string | null) => void;
}

export const PaperRow = memo(function PaperRow({ paper, ticked, lit, reveal, nodes, onTick, onHover }: Props) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (reveal) row.current?.scrollIntoView({ block: "nearest" });
  }, [reveal]);
  const year = paper.published === null ? "no date" : new Date(paper.published).getUTCFullYear();
  const look = [classes.row, lit ? classes.lit : "", nodes === 0 ? classes.faded : ""].filter((name) => name !== "").join(" ");
  return (
    <li
      ref={row}
      className={look}
      data-lit={lit || undefined}
      onMouseEnter={() => onHover(paper.arxiv_id)}
      onMouseLeave={() => onHover(null)}
      onFocus={() => onHover(paper.arxiv_id)}
      onBlur={() => onHover(null)}
    >
      <Checkbox size="xs" mt={2} aria-label={`Select ${paper.title}`} checked={ticked} onChange={() => onTick(paper.arxiv_id)} />
      <div className={classes.body}>
        <Link to={paperLink(paper.arxiv_id)} className={classes.title}>
          {paper.title}
        </Link>
        <div className={classes.meta}>
          {formatAuthors(paper.authors, 2)} · {year}
          {!paper.has_abstract && " · no abstract"}
          {nodes !== undefined && ` · ${nodes === 0 ? "not in the map" : plural(nodes, "node")}`}
        </div>
        {paper.terms.length > 0 && <div className={classes.terms}>{paper.terms.join(", ")}</div>}
      </div>
    </li>
  );
});
