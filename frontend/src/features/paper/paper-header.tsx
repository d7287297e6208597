import { Badge, Button, Group, NativeSelect, Text, Title } from "@mantine/core";
import { IconAffiliate, IconExternalLink, IconFileText, IconMarkdown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Paper } from "@/shared/api/types";
import { formatDate } from "@/shared/lib/format";
import { CiteMenu } from "./cite-menu";
import { exportPath } from "./get-citation";
import classes from "./paper-page.module.css";
import { WithdrawButton } from "./withdraw-button";

interface Props {
  paper: Paper;
  title: ReactNode;
  /** The version on show, as text; "" for the newest. */
  version: string;
  onVersion: (version: string) => void;
  reading: boolean;
}

/** Title, authors, dates, identifiers, and what can be done with the paper. */
export function PaperHeader({ paper, title, version, onVersion, reading }: Props) {
  const newest = paper.versions.at(-1);
  const dates = [
    paper.report.date_text !== "" ? paper.report.date_text.replace(/^#+\s*/, "") : formatDate(paper.published),
    paper.updated !== null && paper.updated !== paper.published ? `updated ${formatDate(paper.updated)}` : "",
  ].filter((text) => text !== "");
  return (
    <header className={classes.header}>
      <Group gap={6} mb={6}>
        {paper.categories.map((category) => (
          <Badge key={category} variant={category === paper.primary_category ? "light" : "default"}>
            {category}
          </Badge>
        ))}
        {paper.withdrawn && <Badge color="red">withdrawn</Badge>}
        <Text size="sm" c="dimmed">
          {paper.arxiv_id.startsWith("local:") ? "not on arXiv" : `arXiv:${paper.arxiv_id}`}
        </Text>
      </Group>
      <Title order={1} className={reading ? `${classes.title} ${classes.reading}` : classes.title}>
        {title}
      </Title>
      <Text mt={6}>{paper.authors.length > 0 ? paper.authors.join(", ") : "No authors given"}</Text>
      <Text c="dimmed" size="sm" mt={2}>
        {dates.join(" · ")}
        {paper.journal_ref !== "" && ` · ${paper.journal_ref}`}
        {paper.doi !== "" && (
          <>
            {" · "}
            <a href={`https://doi.org/${paper.doi}`} target="_blank" rel="noreferrer">
              doi:{paper.doi}
            </a>
          </>
        )}
      </Text>
      {paper.comment !== "" && (
        <Text c="dimmed" size="sm">
          {paper.comment}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        {paper.versions.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label="Version of the text"
            value={version}
            onChange={(event) => onVersion(event.currentTarget.value)}
            data={[...paper.versions].reverse().map((one) => ({
              value: one === newest ? "" : String(one.version ?? ""),
              label: `v${one.version ?? "?"} · ${formatDate(one.updated)}`,
            }))}
          />
        )}
        {paper.abs_url !== null && (
          <Button component="a" href={paper.abs_url} target="_blank" rel="noreferrer" size="xs" variant="default" leftSection={<IconExternalLink size={15} />}>
            Abstract page
          </Button>
        )}
        {paper.pdf_url !== null && (
          <Button component="a" href={paper.pdf_url} target="_blank" rel="noreferrer" size="xs" variant="default" leftSection={<IconFileText size={15} />}>
            PDF
          </Button>
        )}
        <CiteMenu paperKey={paper.arxiv_id} />
        <Button component="a" href={exportPath(paper.arxiv_id, "md")} download size="xs" variant="default" leftSection={<IconMarkdown size={15} />}>
          Report
        </Button>
        <Button
          component={Link}
          to={`/graph?node=${encodeURIComponent(`paper:${paper.arxiv_id}`)}`}
          size="xs"
          variant="default"
          leftSection={<IconAffiliate size={15} />}
        >
          Open in the graph
        </Button>
        <WithdrawButton paper={paper} />
      </Group>
    </header>
  );
}
