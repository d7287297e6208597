import { Anchor, Badge, Text, UnstyledButton } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { Link } from "react-router";
import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Selection } from "@/features/diagram/view/selection";
import type { Evidence, Synthesis } from "@/shared/api/types";
import { paperLink } from "@/shared/lib/paper-link";
import { useUrlState } from "@/shared/lib/use-url-state";
import classes from "./detail-pane.module.css";
import { RewriteBar } from "./rewrite-bar";
import { toldSections, WORDS, wordsOf } from "./synopsis-words";

interface Props {
  synthesis: Synthesis;
  titles: ReadonlyMap<string, string>;
  onSelect: (selection: Selection) => void;
  onHoverPaper: (key: string | null) => void;
}

/** The papers behind a sentence, each once. */
const citations = (evidence: readonly Evidence[]): string[] => [...new Set(evidence.map(({ arxiv_id }) => arxiv_id))];

/** The diagram as prose: a paragraph for each branch, each sentence with its citation; a model's only where one wrote. */
export function SynopsisPane({ synthesis, titles, onSelect, onHoverPaper }: Props) {
  const [url, setUrl] = useUrlState(["words"]);
  const words = wordsOf(url.words, synthesis);
  const sections = toldSections(synthesis, words);
  const cited = [...new Set(sections.flatMap((section) => section.sentences.flatMap((one) => one.evidence.map((it) => it.arxiv_id))))];
  const labels = new Map(synthesis.nodes.map((node) => [node.id, node.label]));
  if (sections.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        There is no synopsis: none of these papers has a text to take sentences from.
      </Text>
    );
  }
  return (
    <>
      <RewriteBar synthesis={synthesis} words={words} onWords={(next) => setUrl({ words: next === WORDS.papers ? null : next })} />
      <Text size="xs" c="dimmed">
        {words === WORDS.papers
          ? "The papers’ own sentences, one paragraph for each branch. A heading selects its branch in the map."
          : `A language model, ${synthesis.rewritten?.model}, wrote the marked paragraphs from the sentences they cite; in quotation marks the papers’ own.`}
      </Text>
      {sections.map((section) => (
        <section key={section.node} className={classes.section}>
          {/* A person may have renamed the branch since, or taken it out. */}
          <UnstyledButton className={classes.heading} disabled={!labels.has(section.node)} onClick={() => onSelect({ node: section.node })}>
            {plainLabel(words === WORDS.papers ? (labels.get(section.node) ?? section.label) : section.label)}
          </UnstyledButton>
          {section.rewritten && (
            <Badge size="xs" variant="light" color="violet" ml={8} leftSection={<IconSparkles size={10} aria-hidden />}>
              rewritten by a model
            </Badge>
          )}
          <p className={classes.prose}>
            {section.sentences.map((sentence, at) => (
              <span key={at}>
                {sentence.text}
                {citations(sentence.evidence).map((arxiv_id) => (
                  <Anchor
                    key={arxiv_id}
                    component={Link}
                    to={paperLink(arxiv_id)}
                    size="xs"
                    className={classes.cite}
                    title={titles.get(arxiv_id) ?? arxiv_id}
                    aria-label={`Source: ${titles.get(arxiv_id) ?? arxiv_id}`}
                    onMouseEnter={() => onHoverPaper(arxiv_id)}
                    onMouseLeave={() => onHoverPaper(null)}
                    onFocus={() => onHoverPaper(arxiv_id)}
                    onBlur={() => onHoverPaper(null)}
                  >
                    [{cited.indexOf(arxiv_id) + 1}]
                  </Anchor>
                ))}{" "}
              </span>
            ))}
          </p>
        </section>
      ))}
      <section className={classes.section}>
        <h3>Sources</h3>
        <ol className={classes.log}>
          {cited.map((key) => (
            <li key={key}>
              <Link to={paperLink(key)}>{titles.get(key) ?? key}</Link>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
