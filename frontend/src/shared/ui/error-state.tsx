import { Button, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./states.module.css";

type Props = { title?: string; error: Error; onRetry?: () => void; busy?: boolean; order?: 1 | 2; children?: ReactNode };

/** What happened, in the server's own sentence, and a way to try again. */
export function ErrorState({ title = "This could not be loaded", error, onRetry, busy = false, order = 2, children }: Props) {
  return (
    <div className={classes.state} role="alert">
      <div className={`${classes.icon} ${classes.danger}`} aria-hidden>
        <IconAlertTriangle size={22} />
      </div>
      <Title order={order}>{title}</Title>
      <Text c="dimmed" className={classes.words}>
        {error.message}
      </Text>
      {children}
      {onRetry !== undefined && (
        <div className={classes.action}>
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry} loading={busy}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
