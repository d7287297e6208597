import { Link } from "react-router";
import type { RunRow } from "@/shared/api/experiment-types";
import { runLink } from "@/shared/lib/experiment-links";
import { formatAgo, formatMoment } from "@/shared/lib/format";
import { figureWords, nameWords, runSentence } from "@/shared/lib/run-words";
import { JobStateBadge } from "./job-state";
import rows from "./row-list.module.css";
import classes from "./run-list.module.css";

interface Props {
  runs: readonly RunRow[];
  /** Leaves the experiment's name out, where the page is about it. */
  untitled?: boolean;
  label: string;
}

/** Runs as lines: how each ended, its sentence and its first figures. */
export function RunList({ runs, untitled = false, label }: Props) {
  return (
    <ul className={rows.list} aria-label={label}>
      {runs.map((run) => (
        <li key={run.id}>
          <Link to={runLink(run.id)} className={`${rows.row} ${classes.row}`}>
            <span className={rows.text}>
              <span className={classes.head}>
                <JobStateBadge state={run.state} />
                <time dateTime={run.created_at} title={formatMoment(run.created_at)}>
                  {formatAgo(run.created_at)}
                </time>
              </span>
              {!untitled && <span className={rows.title}>{run.title}</span>}
              <span className={classes.verdict}>{runSentence(run)}</span>
              <span className={rows.meta}>
                {run.metrics
                  .slice(0, 2)
                  .map((metric) => `${nameWords(metric.name)} ${figureWords(metric)}`)
                  .concat(`seed ${run.seed}`)
                  .join(" · ")}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
