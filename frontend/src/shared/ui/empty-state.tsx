import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./states.module.css";

type Props = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode; order?: 1 | 2 };

/** What a list shows when there is nothing in it: why, and the next step. */
export function EmptyState({ icon, title, children, action, order = 2 }: Props) {
  return (
    <div className={classes.state}>
      {icon !== undefined && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <Title order={order}>{title}</Title>
      {children !== undefined && (
        <Text c="dimmed" component="div" className={classes.words}>
          {children}
        </Text>
      )}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
