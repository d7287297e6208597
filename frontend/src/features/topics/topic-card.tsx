import { Badge } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ExperimentRow } from "@/shared/api/experiment-types";
import { experimentLink } from "@/shared/lib/experiment-links";
import { formatNumber, plural } from "@/shared/lib/format";
import classes from "./topic-card.module.css";
import type { TopicRow } from "./topic-types";
import { growthSpans, growthWords } from "./topic-words";
import { YearBars } from "./year-bars";

interface Props {
  topic: TopicRow;
  /** Those that show the topic. */
  experiments: readonly ExperimentRow[];
  /** The library is still being read, so that nothing can be said of papers yet. */
  counting: boolean;
}

/** A topic of the list: its place, what it is, who is at its centre, and what the library holds of it. */
export function TopicCard({ topic, experiments, counting }: Props) {
  const { rank, number, title, summary, centres, count, papers, years, growth } = topic;
  return (
    <li className={classes.card}>
      <span className={classes.rank} data-figures>
        <span className={classes.hidden}>Place </span>
        {rank}
      </span>
      <div className={classes.text}>
        <h2 className={classes.title}>
          <Link to={`/topics/${number}`}>{title}</Link>
        </h2>
        <p className={classes.summary}>{summary}</p>
        {experiments.length > 0 && (
          <p className={classes.experiments}>
            <IconFlask size={14} aria-hidden />
            {experiments.map((one, at) => (
              <span key={one.key}>
                {at > 0 && ", "}
                <Link to={experimentLink(one.key)}>{one.title}</Link>
                {one.runs > 0 && ` (${plural(one.runs, "run")})`}
              </span>
            ))}
          </p>
        )}
        <div className={classes.tags}>
          {centres.map((centre) => (
            <Badge key={centre.organization} variant="light" size="sm">
              centre: {centre.name}
            </Badge>
          ))}
          {rank !== number && (
            <Badge variant="default" size="sm">
              place {number} in the notes
            </Badge>
          )}
          {count !== null && (
            <Badge variant="default" size="sm">
              {formatNumber(count)} counted
            </Badge>
          )}
        </div>
      </div>
      <div className={classes.measured}>
        {!counting && <YearBars years={years} small />}
        <span className={classes.figures}>
          {counting ? "Its papers are being counted." : plural(papers, "paper")}
          {years.length > 0 && ` · ${years[0]?.year}–${years[years.length - 1]?.year}`}
          {papers > 0 && <span title={`Growth: ${growthSpans(growth)}`}> · growth {growthWords(growth)}</span>}
        </span>
      </div>
    </li>
  );
}
