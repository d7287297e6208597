import { Text, Title } from "@mantine/core";
import type { Paper, PaperTerm } from "@/shared/api/types";
import { KeyTerms } from "./key-terms";
import { ReportTerms } from "./report-terms";

interface Props {
  paper: Paper;
  /** The model's terms, null to show those of the report. */
  terms: readonly PaperTerm[] | null;
  pointed: string | null;
  onPoint: (term: string | null) => void;
  /** Index of the term being read. */
  reading: number | undefined;
}

/** The terms that go with the tree on show: the model's, or the high-info terms of the report. */
export function TermList({ paper, terms, ...rest }: Props) {
  const title = terms === null ? "High info terms" : "Key terms";
  return (
    <section aria-label={title}>
      <Title order={2}>{title}</Title>
      {terms !== null ? (
        <KeyTerms terms={terms} {...rest} />
      ) : paper.report.high_info_terms.length > 0 ? (
        <ReportTerms paper={paper} {...rest} />
      ) : (
        <Text size="sm" c="dimmed" mt={4}>
          None yet: the paper has not been read.
        </Text>
      )}
    </section>
  );
}
