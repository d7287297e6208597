import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./search-page.module.css";

/** Heading of a results column: where from, how many, and an action for all. */
export function ColumnHead({ title, note, action }: { title: string; note?: string; action?: ReactNode }) {
  return (
    <div className={classes.head}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" aria-live="polite" className={classes.note}>
        {note}
      </Text>
      {action}
    </div>
  );
}
