import { Title } from "@mantine/core";
import { IconListNumbers } from "@tabler/icons-react";
import { useExperiments } from "@/shared/api/experiments";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { DemandTable } from "./demand-table";
import { OrganizationList } from "./organization-list";
import { TopicCard } from "./topic-card";
import { useDemand, useTopics } from "./topics-api";
import classes from "./topics-page.module.css";
import { useCounting } from "./use-counting";

/** `/topics`: the ten topics in order of demand, who asks for what, and what the library holds of each. */
export function TopicsPage() {
  useDocumentTitle("Topics");
  const topics = useTopics();
  const counting = useCounting(topics.data?.results);
  const experiments = useExperiments().data?.results ?? [];
  const demand = useDemand();
  const rows = topics.data?.results ?? [];
  return (
    <Page>
      <PageHeader
        title="Topics"
        description="The notes’ ten topics of machine learning in order of demand, and what this library holds of each."
      />
      {topics.isError ? (
        <ErrorState error={topics.error} onRetry={() => void topics.refetch()} busy={topics.isFetching} />
      ) : topics.isPending ? (
        <Panel flush>
          <ListSkeleton label="Loading the topics" rows={10} />
        </Panel>
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconListNumbers size={24} />} title="No topics yet">
          They come with the first start, or with <code>manage.py import_demand</code>.
        </EmptyState>
      ) : (
        <Panel flush>
          <ol className={classes.list} aria-label="Topics in order of demand">
            {rows.map((topic) => (
              <TopicCard
                key={topic.number}
                topic={topic}
                experiments={experiments.filter((one) => one.topic === topic.number)}
                counting={counting}
              />
            ))}
          </ol>
        </Panel>
      )}
      <Title order={2} mt="xl" mb="sm">
        Organizations and skills
      </Title>
      {demand.isError ? (
        <ErrorState error={demand.error} onRetry={() => void demand.refetch()} busy={demand.isFetching} />
      ) : demand.isPending ? (
        <Panel flush>
          <ListSkeleton label="Loading the demand" rows={6} />
        </Panel>
      ) : demand.data.organizations.length === 0 ? (
        <p className={classes.dim}>No organization is known yet.</p>
      ) : (
        <>
          <OrganizationList
            organizations={demand.data.organizations}
            titles={new Map(demand.data.topics.map((topic) => [topic.number, topic.title]))}
          />
          <Panel>
            <DemandTable demand={demand.data} />
          </Panel>
        </>
      )}
    </Page>
  );
}
