import { Anchor, Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import { ApiError } from "@/shared/api/client";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { TopicConcepts } from "./topic-concepts";
import { TopicDemands } from "./topic-demands";
import { TopicExperiments } from "./topic-experiments";
import { TopicNotes } from "./topic-notes";
import classes from "./topic-page.module.css";
import { TopicPapers } from "./topic-papers";
import type { Topic } from "./topic-types";
import { TopicYears } from "./topic-years";
import { useTopic } from "./topics-api";
import { useCounting } from "./use-counting";

function Body({ topic }: { topic: Topic }) {
  const counting = useCounting([topic]);
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        {counting ? (
          <Panel label="Papers">
            <h2 className={classes.heading}>Papers</h2>
            <p className={classes.dim} role="status">
              The library is read for the first time just now; the topic’s papers are counted and shown when its concepts are made.
            </p>
          </Panel>
        ) : (
          <Panel label="Papers per year">
            <TopicYears topic={topic} />
          </Panel>
        )}
        <Panel label="Experiments">
          <h2 className={classes.heading}>Experiments</h2>
          <TopicExperiments topic={topic} />
        </Panel>
        {!counting && (
          <Panel label="Papers">
            <TopicPapers topic={topic} />
          </Panel>
        )}
      </div>
      <div className={classes.side}>
        <Panel label="What the notes say">
          <TopicNotes topic={topic} />
        </Panel>
        <Panel label="Who demands it">
          <TopicDemands topic={topic} />
        </Panel>
        {!counting && (
          <Panel label="Concepts">
            <TopicConcepts topic={topic} />
          </Panel>
        )}
      </div>
    </div>
  );
}

/** `/topics/:number`: one topic, what the notes claim of it and what the library holds of it. */
export function TopicPage() {
  const { number = "" } = useParams();
  const topic = useTopic(number);
  useDocumentTitle(topic.data?.title ?? "Topic");
  if (topic.error instanceof ApiError && topic.error.status === 404) {
    return (
      <NotFound title="There is no such topic">The topics have the numbers 1 to 10.</NotFound>
    );
  }
  return (
    <Page wide>
      <Anchor component={Link} to="/topics" size="sm">
        All topics
      </Anchor>
      {topic.isError ? (
        <ErrorState error={topic.error} onRetry={() => void topic.refetch()} busy={topic.isFetching} />
      ) : topic.isPending ? (
        <Panel flush>
          <ListSkeleton label="Loading the topic" rows={10} />
        </Panel>
      ) : (
        <>
          <PageHeader
            title={`${topic.data.number}. ${topic.data.title}`}
            description={topic.data.summary}
            actions={
              <Button component={Link} to={`/graph?topic=${topic.data.number}`} variant="default">
                Show in the graph
              </Button>
            }
          />
          <Body topic={topic.data} />
        </>
      )}
    </Page>
  );
}
