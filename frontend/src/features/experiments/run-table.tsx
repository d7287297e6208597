import { Checkbox } from "@mantine/core";
import { Link } from "react-router";
import type { RunRow } from "@/shared/api/experiment-types";
import { runLink } from "@/shared/lib/experiment-links";
import { formatAgo, formatMoment } from "@/shared/lib/format";
import { durationWords, figureWords, nameWords, runSentence } from "@/shared/lib/run-words";
import { JobStateBadge } from "@/shared/ui/job-state";
import classes from "./run-table.module.css";

interface Props {
  rows: readonly RunRow[];
  /** Ids of those ticked, to be compared. */
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
  untitled?: boolean;
}

/** Runs to open, and to tick for a comparison; those of one experiment go together. */
export function RunTable({ rows, chosen, onChoose, untitled = false }: Props) {
  const first = rows.find((row) => row.id === chosen[0]);
  const fits = (row: RunRow): boolean => first === undefined || row.experiment === first.experiment;
  return (
    <ul className={classes.list} aria-label="Runs">
      {rows.map((row) => (
        <li key={row.id} className={classes.row}>
          <Checkbox
            aria-label={`Compare the run of ${formatMoment(row.created_at)}, seed ${row.seed}`}
            checked={chosen.includes(row.id)}
            disabled={!fits(row) || row.state !== "succeeded"}
            onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))}
          />
          <div className={classes.text}>
            <Link to={runLink(row.id)} className={classes.title}>
              {untitled ? runSentence(row) : row.title}
            </Link>
            {!untitled && <p className={classes.sentence}>{runSentence(row)}</p>}
            <p className={classes.meta}>
              {row.metrics
                .slice(0, 3)
                .map((metric) => `${nameWords(metric.name)} ${figureWords(metric)}`)
                .concat(`seed ${row.seed}`, row.device, row.duration === null ? "" : durationWords(row.duration))
                .filter((part) => part !== "")
                .join(" · ")}
            </p>
          </div>
          <div className={classes.side}>
            <JobStateBadge state={row.state} />
            <time dateTime={row.created_at} title={formatMoment(row.created_at)}>
              {formatAgo(row.created_at)}
            </time>
          </div>
        </li>
      ))}
    </ul>
  );
}
