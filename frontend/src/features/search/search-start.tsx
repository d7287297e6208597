import { Text, Title, UnstyledButton } from "@mantine/core";
import { Panel } from "@/shared/ui/panel";
import { SavedSearches } from "./saved-searches";
import classes from "./search-page.module.css";

const EXAMPLES = [
  { query: "knowledge graph summarization", says: "words" },
  { query: 'title:"long-term memory" category:cs.CL', says: "field:value" },
  { query: "author:Panda mpi from:2019 to:2021", says: "author and years" },
  { query: "2101.08878 1706.03762", says: "several ids" },
  { query: "https://arxiv.org/abs/1810.04805", says: "a link" },
];

/** The search page before a search: what the box takes, and the saved searches. */
export function SearchStart({ onSearch }: { onSearch: (query: string) => void }) {
  return (
    <div className={classes.start}>
      <Panel label="What the box takes">
        <Title order={2}>What the box takes</Title>
        <Text c="dimmed" size="sm" mt={4}>
          It asks arXiv and your library at once. Tick papers in either column to gather them.
        </Text>
        <ul className={classes.examples}>
          {EXAMPLES.map(({ query, says }) => (
            <li key={query}>
              <UnstyledButton
                className={classes.example}
                onClick={() => {
                  onSearch(query);
                }}
              >
                <code>{query}</code>
                <span>{says}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Panel>
      <SavedSearches />
    </div>
  );
}
