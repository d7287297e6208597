import { Anchor, Badge, Checkbox } from "@mantine/core";
import { memo } from "react";
import { Link } from "react-router";
import type { PaperSummary } from "@/shared/api/types";
import { formatAuthors, formatDate } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./library-page.module.css";
import type { ChangeState } from "./library-state";

type Props = {
  paper: PaperSummary;
  selected: boolean;
  onToggle: (paper: PaperSummary, range: boolean) => void;
  onChange: ChangeState;
};

function Tags({ tags, onChange }: { tags: string[]; onChange: ChangeState }) {
  return tags.map((tag) => (
    <Badge
      key={tag}
      component="button"
      variant="light"
      size="sm"
      title={`Show only papers tagged ${tag}`}
      onClick={() => onChange({ tag }, { push: true })}
    >
      {tag}
    </Badge>
  ));
}

/** A paper as a row of the library; on narrow screens terms and places fold under the title. */
export const PaperRow = memo(function PaperRow({ paper, selected, onToggle, onChange }: Props) {
  const terms = paper.terms.map((term) => (
    <Badge key={term} variant="default" size="sm">
      {term}
    </Badge>
  ));
  return (
    <tr data-selected={selected || undefined}>
      <td>
        <Checkbox
          checked={selected}
          aria-label={`Select ${paper.title}`}
          // A change event has no shift key; the click that leads to it has.
          onClick={(event) => onToggle(paper, event.shiftKey)}
          onChange={() => undefined}
        />
      </td>
      <td>
        <Anchor component={Link} to={paperLink(paper.arxiv_id)} className={classes.title}>
          {paper.title}
        </Anchor>
        <div className={classes.dim}>
          {formatAuthors(paper.authors)}
          {!paper.has_abstract && " · no abstract"}
        </div>
        <div className={classes.small}>
          <div className={classes.dim}>
            {[formatDate(paper.published), paper.primary_category].filter((each) => each !== "").join(" · ")}
          </div>
        </div>
      </td>
      <td className={`${classes.wide} ${classes.date}`}>{formatDate(paper.published)}</td>
      <td className={`${classes.wide} ${classes.date}`}>{paper.primary_category}</td>
      <td className={classes.wide}>
        <div className={classes.chips}>{terms}</div>
      </td>
      <td className={classes.wide}>
        <div className={classes.places}>
          {paper.collections.map((each) => (
            <Anchor
              key={each.id}
              component={Link}
              to={`/collections/${each.id}`}
              className={classes.place}
              title={each.name}
              inherit
            >
              {each.name}
            </Anchor>
          ))}
          <Tags tags={paper.tags} onChange={onChange} />
        </div>
      </td>
    </tr>
  );
});
