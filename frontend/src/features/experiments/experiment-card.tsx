import { Badge, Group } from "@mantine/core";
import { Link } from "react-router";
import type { ExperimentRow } from "@/shared/api/experiment-types";
import { experimentLink, runLink } from "@/shared/lib/experiment-links";
import { formatAgo, formatMoment, plural } from "@/shared/lib/format";
import { figureWords, nameWords, runSentence } from "@/shared/lib/run-words";
import { JobStateBadge } from "@/shared/ui/job-state";
import classes from "./experiments-page.module.css";

/** An experiment: what it shows, what it lacks here, and how its last run ended. */
export function ExperimentCard({ row }: { row: ExperimentRow }) {
  const { key, title, summary, gpu, missing, runs, last_run: last } = row;
  return (
    <article className={classes.card} data-experiment={key}>
      <h3 className={classes.title}>
        <Link to={experimentLink(key)}>{title}</Link>
      </h3>
      <p className={classes.summary}>{summary}</p>
      {(gpu || missing.length > 0) && (
        <Group gap={4}>
          {gpu && (
            <Badge size="sm" variant="default">
              uses a GPU where there is one
            </Badge>
          )}
          {missing.length > 0 && (
            <Badge size="sm" variant="light" color="yellow" c="var(--warn-text)">
              lacks {missing.map((one) => one.name).join(", ")}
            </Badge>
          )}
        </Group>
      )}
      <div className={classes.last}>
        {last === null ? (
          <span className={classes.line}>Not run yet</span>
        ) : (
          <>
            <span className={classes.line}>
              <JobStateBadge state={last.state} />
              <span>
                {plural(runs, "run")} ·{" "}
                <time dateTime={last.created_at} title={formatMoment(last.created_at)}>
                  {formatAgo(last.created_at)}
                </time>
              </span>
            </span>
            <Link to={runLink(last.id)}>{runSentence(last)}</Link>
            {last.metrics[0] !== undefined && (
              <span className={classes.line}>
                {last.metrics
                  .slice(0, 2)
                  .map((metric) => `${nameWords(metric.name)} ${figureWords(metric)}`)
                  .join(" · ")}
              </span>
            )}
          </>
        )}
      </div>
    </article>
  );
}
