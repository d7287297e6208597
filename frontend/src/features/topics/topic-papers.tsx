import { Button, Center } from "@mantine/core";
import { Link } from "react-router";
import { formatNumber, plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { MarkedQuote } from "./marked-quote";
import classes from "./topic-page.module.css";
import type { Topic, TopicPaper } from "./topic-types";
import { bySentence } from "./topic-words";
import { useTopicPapers } from "./topics-api";

const SENTENCES = 3;

function Row({ paper }: { paper: TopicPaper }) {
  const said = bySentence(paper.matches);
  const rest = said.slice(SENTENCES).flatMap((one) => one.matches);
  return (
    <li className={classes.paper}>
      <Link to={paperLink(paper.arxiv_id)} className={classes.title}>
        {paper.title}
      </Link>
      <p className={classes.dim}>
        {paper.year ?? "no date"} · score {paper.score.toFixed(2)} · {plural(paper.matches.length, "concept")}
      </p>
      {said.slice(0, SENTENCES).map(({ quote, matches }) => (
        <div key={quote}>
          {quote !== "" && <MarkedQuote quote={quote} texts={matches.map((match) => match.text)} />}
          <p className={classes.dim}>
            {matches.map((match) => `${match.label} ${match.score.toFixed(2)}`).join(" · ")}
            {quote === "" && ": the text is newer than what was read of it"}
          </p>
        </div>
      ))}
      {rest.length > 0 && <p className={classes.dim}>Also: {rest.map((match) => match.label).join(", ")}</p>}
    </li>
  );
}

/** The papers that hold most of a topic, each with the sentences that show it. */
export function TopicPapers({ topic }: { topic: Topic }) {
  const papers = useTopicPapers(topic.number);
  const rows = papers.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <h2 className={classes.heading}>Papers</h2>
      {papers.isError ? (
        <ErrorState error={papers.error} onRetry={() => void papers.refetch()} busy={papers.isFetching} />
      ) : papers.isPending ? (
        <ListSkeleton label="Loading the papers" rows={4} />
      ) : rows.length === 0 ? (
        <p className={classes.dim}>
          No paper of the library holds a concept of this topic. <Link to="/search">Search for some</Link> and import them.
        </p>
      ) : (
        <>
          <p className={classes.dim}>
            By the sum of the scores of their terms of this topic; {formatNumber(rows.length)} of {formatNumber(topic.papers)} shown.
          </p>
          <ul className={classes.list} style={{ marginTop: 12 }}>
            {rows.map((paper) => (
              <Row key={paper.arxiv_id} paper={paper} />
            ))}
          </ul>
        </>
      )}
      {papers.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={papers.isFetchingNextPage} onClick={() => void papers.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}
