import { Loader } from "@mantine/core";
import { IconBan, IconCircleCheck, IconCircleX, IconClock } from "@tabler/icons-react";
import type { JobState } from "@/shared/api/types";
import { STATE_WORDS } from "@/shared/lib/job-words";
import classes from "./job-state.module.css";

const ICONS = {
  queued: <IconClock size={15} aria-hidden />,
  running: <Loader size={13} color="var(--accent)" aria-hidden />,
  succeeded: <IconCircleCheck size={15} aria-hidden />,
  failed: <IconCircleX size={15} aria-hidden />,
  cancelled: <IconBan size={15} aria-hidden />,
};

/** The state of a job as an icon and a word, never by colour alone. */
export function JobStateBadge({ state }: { state: JobState }) {
  return (
    <span className={classes.badge} data-state={state}>
      {ICONS[state]}
      {STATE_WORDS[state]}
    </span>
  );
}
