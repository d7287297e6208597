import { Button, Text } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Concept } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { useSplit } from "./ledger-calls";
import classes from "./ledger.module.css";

/** The forms of a concept; each can be split off while another one is left. */
export function LedgerForms({ concept }: { concept: Concept }) {
  const split = useSplit(concept.id);
  const forms = new Set(concept.forms.map((one) => one.form));
  const maySplit = useMayWrite() && forms.size > 1;
  return (
    <>
      <ul className={classes.forms} aria-label={`Forms of ${concept.label}`}>
        {concept.forms.map((one) => (
          <li key={`${one.form}~${one.sense}`}>
            <span className={classes.form}>
              {one.form}
              <Text span size="xs" c="dimmed">
                {one.sense !== "" && ` (${one.sense})`} {plural(one.papers, "paper")}
              </Text>
            </span>
            {maySplit && (
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconArrowsSplit size={14} aria-hidden />}
                aria-label={`Split off ${one.form}`}
                disabled={split.isPending}
                loading={split.isPending && split.variables.forms[0] === one.form}
                onClick={() => split.mutate({ forms: [one.form] })}
              >
                Split off
              </Button>
            )}
          </li>
        ))}
      </ul>
      {split.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {split.error.message}
        </Text>
      )}
    </>
  );
}
