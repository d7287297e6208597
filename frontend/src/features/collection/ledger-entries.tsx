import { Badge, Button, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Concept, LedgerEntry } from "@/shared/api/types";
import { formatMoment } from "@/shared/lib/format";
import { useUndo } from "./ledger-calls";
import { certainty, reason, undoable } from "./ledger-words";
import classes from "./ledger.module.css";
import { Quotes } from "./quotes";

/** How the concept came about, step by step, each with the sentences that show it. */
export function LedgerEntries({ concept }: { concept: Concept }) {
  const undo = useUndo(concept.id);
  const mayWrite = useMayWrite();
  const titles = new Map(concept.papers.map((paper) => [paper.arxiv_id, paper.title]));
  if (concept.ledger.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        All papers write it the same way: nothing was merged.
      </Text>
    );
  }
  return (
    <>
      <ol className={classes.entries} aria-label={`Ledger of ${concept.label}`}>
        {concept.ledger.map((entry, at) => (
          <li key={entry.number ?? `${entry.rule} ${entry.left} ${entry.right} ${at}`}>
            <Sides entry={entry} />
            <Text size="xs" c="dimmed">
              {[reason(entry), certainty(entry)].filter((part) => part !== "").join(", ")}
              {entry.author !== "" && ` by ${entry.author}`}
              {entry.rule === "user" && entry.created_at !== null && `, ${formatMoment(entry.created_at)}`}
              {entry.undone_at !== null && `, undone ${formatMoment(entry.undone_at)}`}
            </Text>
            {entry.evidence.length > 0 && (
              <details className={classes.evidence}>
                <summary>What the papers say</summary>
                <Quotes evidence={entry.evidence} words={[entry.left, entry.right]} titles={titles} />
              </details>
            )}
            {mayWrite && undoable(entry) && (
              <Button
                size="compact-xs"
                variant="default"
                mt={4}
                leftSection={<IconArrowBackUp size={14} aria-hidden />}
                disabled={undo.isPending}
                loading={undo.isPending && undo.variables.number === entry.number}
                onClick={() => undo.mutate({ number: entry.number })}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ol>
      {undo.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {undo.error.message}
        </Text>
      )}
    </>
  );
}

function Sides({ entry }: { entry: LedgerEntry }) {
  const undone = entry.undone_at !== null;
  return (
    <div className={undone ? classes.undone : undefined}>
      <Badge size="xs" variant="light" color={entry.action === "split" ? "orange" : undefined} mr={6}>
        {entry.action === "split" ? "apart" : "joined"}
      </Badge>
      {entry.left} <span aria-hidden>{entry.action === "split" ? "≠" : "="}</span>
      <span className={classes.spoken}>{entry.action === "split" ? "apart from" : "joined with"}</span> {entry.right}
    </div>
  );
}
