import { Badge, Group, SegmentedControl, Skeleton, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Paper, PaperSummary } from "@/shared/api/types";
import { formatAuthors } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { useRelated, useSimilar } from "./get-related";
import classes from "./paper-page.module.css";

type Way = "meaning" | "terms";

const WAYS: { value: Way; label: string }[] = [
  { value: "meaning", label: "By meaning" },
  { value: "terms", label: "By terms" },
];

const NONE: Record<Way, string> = {
  meaning: "The library has no other paper that the model has read. Import more to see neighbours.",
  terms: "No paper of the library shares its rarer terms. Import more to see neighbours.",
};

function Neighbour({ paper, why }: { paper: PaperSummary; why: readonly string[] }) {
  return (
    <li>
      <Link to={paperLink(paper.arxiv_id)}>{paper.title}</Link>
      <Text size="xs" c="dimmed">
        {formatAuthors(paper.authors, 2)}
        {paper.published !== null && ` · ${new Date(paper.published).getUTCFullYear()}`}
      </Text>
      <Group gap={4} mt={4}>
        {why.slice(0, 4).map((text) => (
          <Badge key={text} size="sm" variant="default">
            {text}
          </Badge>
        ))}
      </Group>
    </li>
  );
}

function List({ paperKey, way }: { paperKey: string; way: Way }) {
  const similar = useSimilar(paperKey, way === "meaning");
  const related = useRelated(paperKey, way === "terms");
  const asked = way === "meaning" ? similar : related;
  const shared = new Map(related.data?.results.map((paper) => [paper.arxiv_id, paper.shared]));
  if (asked.isError) {
    return (
      <Text size="sm" c="var(--danger-text)" role="alert" mt={8}>
        {asked.error.message}
      </Text>
    );
  }
  if (asked.data === undefined) return <Skeleton height={120} mt={8} />;
  if (asked.data.results.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt={8}>
        {NONE[way]}
      </Text>
    );
  }
  return (
    <ul className={classes.related}>
      {asked.data.results.map((paper: PaperSummary) => (
        <Neighbour key={paper.arxiv_id} paper={paper} why={shared.get(paper.arxiv_id) ?? paper.terms} />
      ))}
    </ul>
  );
}

/** Papers near this one: by what they mean once the model has read it, or by the rare terms they share. */
export function RelatedPapers({ paper }: { paper: Paper }) {
  const read = paper.extraction.state === "done";
  const [chosen, setChosen] = useState<Way>("meaning");
  const way = read ? chosen : "terms";
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={2}>Related papers</Title>
        {read && <SegmentedControl size="xs" aria-label="Related by" data={WAYS} value={way} onChange={setChosen} />}
      </Group>
      <List paperKey={paper.arxiv_id} way={way} />
    </>
  );
}
