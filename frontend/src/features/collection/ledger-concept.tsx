import { Button, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { ConceptRow } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { useConcept } from "./ledger-calls";
import { LedgerEntries } from "./ledger-entries";
import { LedgerForms } from "./ledger-forms";
import { LedgerJoin } from "./ledger-join";
import classes from "./ledger.module.css";

interface Props {
  row: ConceptRow;
  open: boolean;
}

/** One concept: a heading that opens its forms and its ledger. */
export function LedgerConcept({ row, open }: Props) {
  const [opened, setOpened] = useState(open);
  const body = useId();
  return (
    <section className={classes.concept}>
      <UnstyledButton className={classes.head} aria-expanded={opened} aria-controls={body} onClick={() => setOpened(!opened)}>
        <IconChevronRight size={16} aria-hidden className={opened ? classes.turned : undefined} />
        <span className={classes.label}>{row.label}</span>
        <Text span size="xs" c="dimmed">
          {plural(row.forms.length, "form")}, {plural(row.papers, "paper")}
        </Text>
      </UnstyledButton>
      <div id={body} hidden={!opened}>
        {opened && <Opened id={row.id} />}
      </div>
    </section>
  );
}

function Opened({ id }: { id: string }) {
  const concept = useConcept(id);
  if (concept.isPending) return <ListSkeleton rows={2} label="Loading the ledger" />;
  if (concept.isError) {
    return (
      <Text size="sm" c="var(--danger-text)" role="alert">
        {concept.error.message}{" "}
        <Button size="compact-xs" variant="default" onClick={() => void concept.refetch()} loading={concept.isFetching}>
          Try again
        </Button>
      </Text>
    );
  }
  return (
    <>
      <LedgerForms concept={concept.data} />
      <LedgerJoin concept={concept.data} />
      <LedgerEntries concept={concept.data} />
    </>
  );
}
