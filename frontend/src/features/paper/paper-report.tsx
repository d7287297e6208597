import { Alert, Text, Title } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { ReadAloudBar } from "@/features/read-aloud/read-aloud-bar";
import { readingScript } from "@/features/read-aloud/script";
import { splitSentences } from "@/features/read-aloud/sentences";
import { useReader } from "@/features/read-aloud/use-reader";
import type { Paper } from "@/shared/api/types";
import { toUtf16 } from "@/shared/lib/code-points";
import { useUrlState } from "@/shared/lib/use-url-state";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { AbstractText } from "./abstract-text";
import { PaperCollections } from "./paper-collections";
import { PaperDiagram } from "./paper-diagram";
import { PaperHeader } from "./paper-header";
import classes from "./paper-page.module.css";
import { RelatedPapers } from "./related-papers";
import { ReportFigures } from "./report-figures";
import { ReportTerms } from "./report-terms";
import { TagsEditor } from "./tags-editor";

interface Props {
  paper: Paper;
}

/** The report of one paper: what the notes print for each, made to be used. */
export function PaperReport({ paper }: Props) {
  const [{ version }, setUrl] = useUrlState(["version"]);
  const [pointed, setPointed] = useState<string | null>(null);
  const older = paper.versions.find((one) => version !== "" && String(one.version) === version && one !== paper.versions.at(-1));
  const text = older ?? paper;
  const script = useMemo(() => {
    const sentences = older
      ? splitSentences(older.abstract)
      : paper.sentences.map((span) => toUtf16(paper.abstract, span));
    const { title, abstract } = older ?? paper;
    return readingScript({ title, terms: paper.report.high_info_terms, abstract, sentences });
  }, [paper, older]);
  const reader = useReader(script);
  const { current } = reader;

  return (
    <Page wide>
      <PaperHeader
        paper={paper}
        title={text.title}
        version={older ? version : ""}
        onVersion={(next) => setUrl({ version: next })}
        reading={current?.part === "title"}
      />
      <div className={classes.layout}>
        <div className={classes.column}>
          <ReadAloudBar reader={reader} />
          <Panel className={classes.report}>
            <section aria-label="Abstract">
              <Title order={2}>Abstract</Title>
              {text.abstract === "" ? (
                <Alert mt="sm" color="gray" variant="light" icon={<IconFileOff size={18} />} title="No abstract">
                  This paper came without an abstract. Its key terms and its tree are those it was given.
                </Alert>
              ) : (
                <AbstractText
                  text={text.abstract}
                  // Spans belong to the newest text; older ones are shown without marks.
                  terms={older ? [] : paper.terms}
                  pointed={pointed}
                  reading={current?.part === "abstract" ? current : undefined}
                  onPoint={setPointed}
                />
              )}
            </section>
            <section aria-label="High info terms">
              <Title order={2}>High info terms</Title>
              {paper.report.high_info_terms.length === 0 ? (
                <Text size="sm" c="dimmed" mt={4}>
                  None yet: the paper has not been read.
                </Text>
              ) : (
                <ReportTerms
                  paper={paper}
                  pointed={pointed}
                  onPoint={setPointed}
                  reading={current?.part === "terms" ? current.start : undefined}
                />
              )}
            </section>
          </Panel>
          <Panel label="Tree of key concepts" flush>
            <PaperDiagram paper={paper} pointed={pointed} onPoint={setPointed} />
          </Panel>
        </div>
        <aside className={classes.column} aria-label="About this paper">
          <Panel label="Figures">
            <ReportFigures report={paper.report} />
          </Panel>
          <Panel label="Tags">
            <Title order={2} mb={8}>
              Tags
            </Title>
            <TagsEditor paper={paper} />
          </Panel>
          <Panel label="Collections">
            <Title order={2} mb={8}>
              Collections
            </Title>
            <PaperCollections paper={paper} />
          </Panel>
          <Panel label="Related papers">
            <Title order={2}>Related papers</Title>
            <RelatedPapers paperKey={paper.arxiv_id} />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}
