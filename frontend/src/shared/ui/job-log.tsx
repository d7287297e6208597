import { plural } from "@/shared/lib/format";
import classes from "./job-log.module.css";

type Props = { lines: readonly string[]; hidden?: number; tall?: boolean };

/** Log lines of a job, the newest at the bottom; says how many earlier ones are not shown. */
export function JobLog({ lines, hidden = 0, tall = false }: Props) {
  if (lines.length === 0) return null;
  return (
    // Scrollable, so it must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.log} role="log" aria-label="Log" data-tall={tall || undefined} tabIndex={tall ? 0 : undefined}>
      {hidden > 0 && <div className={classes.hidden}>{plural(hidden, "earlier line")} on the job&apos;s page</div>}
      {lines.map((line, index) => (
        <div key={index}>{line}</div>
      ))}
    </div>
  );
}
