import { IconBan } from "@tabler/icons-react";
import type { Run } from "@/shared/api/experiment-types";
import { durationWords } from "@/shared/lib/run-words";
import { Panel } from "@/shared/ui/panel";
import { Problem } from "@/shared/ui/problem";
import { adviceFor } from "./run-advice";
import classes from "./run-page.module.css";

/** How a run ended: its verdict, or what went wrong with what to do about it. */
export function RunOutcome({ run }: { run: Run }) {
  if (run.state === "failed") {
    const { code, message } = run.error ?? { code: "", message: "It failed without an explanation." };
    const { title, advice } = adviceFor(code);
    return (
      <Problem title={title}>
        {message}
        <p className={classes.advice}>{advice}</p>
      </Problem>
    );
  }
  if (run.state === "cancelled") {
    return (
      <Panel label="Outcome" className={classes.cancelled}>
        <IconBan size={20} aria-hidden />
        <div>
          <strong>Cancelled{run.duration === null ? "" : ` after ${durationWords(run.duration)}`}.</strong> Its processes were ended; the log up to there was
          kept.
        </div>
      </Panel>
    );
  }
  if (run.state !== "succeeded") return null;
  return (
    <Panel label="Verdict">
      <p className={classes.verdict}>{run.verdict}</p>
    </Panel>
  );
}
