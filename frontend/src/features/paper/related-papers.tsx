import { Badge, Group, Skeleton, Text } from "@mantine/core";
import { Link } from "react-router";
import { formatAuthors } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { useRelated } from "./get-related";
import classes from "./paper-page.module.css";

interface Props {
  paperKey: string;
}

/** Papers that share rare terms with this one, and which. */
export function RelatedPapers({ paperKey }: Props) {
  const related = useRelated(paperKey);
  if (related.isPending) return <Skeleton height={120} mt={8} />;
  if (related.isError) {
    return (
      <Text size="sm" c="var(--danger-text)" role="alert">
        {related.error.message}
      </Text>
    );
  }
  if (related.data.results.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt={8}>
        No paper of the library shares its rarer terms. Import more to see neighbours.
      </Text>
    );
  }
  return (
    <ul className={classes.related}>
      {related.data.results.map((paper) => (
        <li key={paper.arxiv_id}>
          <Link to={paperLink(paper.arxiv_id)}>{paper.title}</Link>
          <Text size="xs" c="dimmed">
            {formatAuthors(paper.authors, 2)}
            {paper.published !== null && ` · ${new Date(paper.published).getUTCFullYear()}`}
          </Text>
          <Group gap={4} mt={4}>
            {paper.shared.slice(0, 4).map((term) => (
              <Badge key={term} size="sm" variant="default">
                {term}
              </Badge>
            ))}
          </Group>
        </li>
      ))}
    </ul>
  );
}
