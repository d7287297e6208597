import { Alert } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Paper } from "@/shared/api/types";
import { paperLink } from "@/shared/lib/paper-link";
import classes from "./paper-page.module.css";

interface Props {
  papers: Paper["near_duplicates"];
}

/** Papers of the library whose text is almost this one's; nothing where there are none. */
export function NearDuplicates({ papers }: Props) {
  if (papers.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconCopy size={18} />} title="Nearly the same text">
      <ul className={classes.duplicates}>
        {papers.map((paper) => (
          <li key={paper.arxiv_id}>
            <Link to={paperLink(paper.arxiv_id)}>{paper.title}</Link> ({Math.round(100 * paper.score)}% alike)
          </li>
        ))}
      </ul>
    </Alert>
  );
}
