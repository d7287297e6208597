import { Badge } from "@mantine/core";
import { Link } from "react-router";
import { formatNumber, plural } from "@/shared/lib/format";
import classes from "./topic-card.module.css";
import type { TopicRow } from "./topic-types";
import { growthSpans, growthWords } from "./topic-words";
import { YearBars } from "./year-bars";

/** A topic of the list: its place, what it is, who is at its centre, and what the library holds of it. */
export function TopicCard({ topic }: { topic: TopicRow }) {
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
        <YearBars years={years} small />
        <span className={classes.figures}>
          {plural(papers, "paper")}
          {years.length > 0 && ` · ${years[0]?.year}–${years[years.length - 1]?.year}`}
          {papers > 0 && <span title={`Growth: ${growthSpans(growth)}`}> · growth {growthWords(growth)}</span>}
        </span>
      </div>
    </li>
  );
}
