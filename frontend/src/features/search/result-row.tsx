import { Anchor, Badge, Checkbox, UnstyledButton } from "@mantine/core";
import { IconCheck, IconExternalLink } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { formatAuthors, formatDate } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./result-row.module.css";

type Props = {
  paper: {
    arxiv_id: string;
    title: string;
    authors: string[];
    published: string | null;
    primary_category: string;
    abs_url: string | null;
  };
  inLibrary: boolean;
  /** Says "In library" on the row; pointless in a list where all are. */
  mark?: boolean;
  abstract?: string;
  chosen: boolean;
  onToggle: () => void;
  children?: ReactNode;
};

/** A title with the sign of a link that leaves; the sign stays with the last word. */
function OutsideTitle({ title }: { title: string }) {
  const cut = title.lastIndexOf(" ") + 1;
  return (
    <>
      {title.slice(0, cut)}
      <span className={classes.last}>
        {title.slice(cut)}
        <IconExternalLink size={13} className={classes.external} aria-label="(opens arXiv)" />
      </span>
    </>
  );
}

/** A paper in a column of results: tick, title, who and when, and the abstract on request. */
export function ResultRow({ paper, inLibrary, mark = false, abstract = "", chosen, onToggle, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      <Checkbox checked={chosen} onChange={onToggle} aria-label={`Choose ${paper.title}`} className={classes.tick} />
      <div className={classes.body}>
        <div className={classes.title}>
          {inLibrary ? (
            <Anchor component={Link} to={paperLink(paper.arxiv_id)} className={classes.link}>
              {paper.title}
            </Anchor>
          ) : (
            <Anchor href={paper.abs_url ?? undefined} target="_blank" rel="noreferrer" className={classes.link}>
              <OutsideTitle title={paper.title} />
            </Anchor>
          )}
        </div>
        <div className={classes.meta}>{formatAuthors(paper.authors)}</div>
        <div className={classes.meta} data-figures>
          <span>{formatDate(paper.published)}</span>
          {paper.primary_category !== "" && <span>{paper.primary_category}</span>}
          <span>{paper.arxiv_id.startsWith("local:") ? "no arXiv id" : paper.arxiv_id}</span>
          {mark && inLibrary && (
            <Badge variant="light" size="sm" leftSection={<IconCheck size={11} />}>
              In library
            </Badge>
          )}
        </div>
        {children}
        {abstract !== "" && (
          <>
            {open && <p className={classes.abstract}>{abstract}</p>}
            <UnstyledButton
              className={classes.more}
              aria-expanded={open}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {open ? "Hide abstract" : "Abstract"}
            </UnstyledButton>
          </>
        )}
      </div>
    </li>
  );
}
