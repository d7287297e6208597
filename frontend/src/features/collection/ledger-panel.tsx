import { Text } from "@mantine/core";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { useConceptsOf } from "./ledger-calls";
import { LedgerConcept } from "./ledger-concept";
import classes from "./ledger.module.css";

interface Props {
  /** The normal forms of a node. */
  forms: readonly string[];
}

/** The concepts behind a node: which forms each holds, how they were joined, and a way to take them apart. */
export function LedgerPanel({ forms }: Props) {
  const concepts = useConceptsOf(forms);
  if (forms.length === 0) return <Nothing>No term of a paper stands behind this node, so nothing was merged.</Nothing>;
  if (concepts.isPending) return <ListSkeleton rows={3} label="Loading the merged forms" />;
  if (concepts.isError) {
    return <ErrorState error={concepts.error} onRetry={() => void concepts.refetch()} busy={concepts.isFetching} />;
  }
  const found = concepts.data.results;
  if (found.length === 0) {
    return <Nothing>These words are no key terms of the library yet; a job resolves them soon after papers are read.</Nothing>;
  }
  return (
    <div className={classes.concepts}>
      {found.map((concept) => (
        <LedgerConcept key={concept.id} row={concept} open={found.length === 1} />
      ))}
    </div>
  );
}

function Nothing({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
