import { Alert, Title } from "@mantine/core";
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
import { ExtractionNotice } from "./extraction-notice";
import { NearDuplicates } from "./near-duplicates";
import { PaperCollections } from "./paper-collections";
import { PaperDiagram } from "./paper-diagram";
import { PaperHeader } from "./paper-header";
import classes from "./paper-page.module.css";
import { PaperRuns } from "./paper-runs";
import { styleOf } from "./paper-style";
import { RelatedPapers } from "./related-papers";
import { ReportFigures } from "./report-figures";
import { TagsEditor } from "./tags-editor";
import { TermList } from "./term-list";
import { TermText } from "./term-text";

interface Props {
  paper: Paper;
}

/** The report of one paper: what the notes print for each, made to be used. */
export function PaperReport({ paper }: Props) {
  const [{ version, tree }, setUrl] = useUrlState(["version", "tree"]);
  const [pointed, setPointed] = useState<string | null>(null);
  const older = paper.versions.find((one) => version !== "" && String(one.version) === version && one !== paper.versions.at(-1));
  const text = older ?? paper;
  const style = styleOf(paper, tree);
  const keyTerms = useMemo(() => paper.terms.filter((term) => !term.stop), [paper]);
  // Spans belong to the newest text; older ones are shown without marks.
  const marked = older ? [] : style === "concept" ? keyTerms : paper.plain_terms;
  const script = useMemo(() => {
    const sentences = older
      ? splitSentences(older.abstract)
      : paper.sentences.map((span) => toUtf16(paper.abstract, span));
    const { title, abstract } = older ?? paper;
    const terms = style === "concept" ? keyTerms.map((term) => term.text) : paper.report.high_info_terms;
    return readingScript({ title, terms, abstract, sentences });
  }, [paper, older, style, keyTerms]);
  const reader = useReader(script);
  const { current } = reader;

  return (
    <Page wide>
      <PaperHeader
        paper={paper}
        title={<TermText text={text.title} field="title" terms={marked} pointed={pointed} onPoint={setPointed} />}
        version={older ? version : ""}
        onVersion={(next) => setUrl({ version: next })}
        reading={current?.part === "title"}
      />
      <div className={classes.layout}>
        <div className={classes.column}>
          <ReadAloudBar reader={reader} />
          <ExtractionNotice paper={paper} />
          <NearDuplicates papers={paper.near_duplicates} />
          <Panel className={classes.report}>
            <section aria-label="Abstract">
              <Title order={2}>Abstract</Title>
              {text.abstract === "" ? (
                <Alert mt="sm" color="gray" variant="light" icon={<IconFileOff size={18} />} title="No abstract">
                  This paper came without an abstract. Its key terms and its tree are those it was given.
                </Alert>
              ) : (
                <p className={classes.abstract}>
                  <TermText
                    text={text.abstract}
                    field="abstract"
                    terms={marked}
                    pointed={pointed}
                    reading={current?.part === "abstract" ? current : undefined}
                    onPoint={setPointed}
                  />
                </p>
              )}
            </section>
            <TermList
              paper={paper}
              terms={style === "concept" ? keyTerms : null}
              pointed={pointed}
              onPoint={setPointed}
              reading={current?.part === "terms" ? current.start : undefined}
            />
          </Panel>
          <Panel label="Tree of key concepts" flush>
            <PaperDiagram
              paper={paper}
              style={style}
              onStyle={(next) => setUrl({ tree: next === "concept" ? null : next })}
              pointed={pointed}
              onPoint={setPointed}
            />
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
          <Panel label="Runs">
            <PaperRuns paper={paper} />
          </Panel>
          <Panel label="Related papers">
            <RelatedPapers paper={paper} />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}
