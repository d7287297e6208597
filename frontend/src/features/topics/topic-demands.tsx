import { formatDate, formatNumber } from "@/shared/lib/format";
import classes from "./topic-page.module.css";
import type { Topic } from "./topic-types";
import { statedWords } from "./topic-words";

/** Which organization is named with which skill of the topic, by the notes and by counts. */
export function TopicDemands({ topic }: { topic: Topic }) {
  return (
    <>
      <h2 className={classes.heading}>Who demands it</h2>
      {topic.demands.length === 0 ? (
        <p className={classes.dim}>Not stated: neither the notes nor a count name an organization with a skill of this topic.</p>
      ) : (
        <ul className={classes.list}>
          {topic.demands.map((cell) => (
            <li key={`${cell.organization} ${cell.skill}`}>
              <strong>{cell.organization_name}</strong>: {cell.skill_name}
              <p className={classes.dim}>
                Notes: {statedWords(cell)}
                {cell.quotes.map((quote) => (
                  <span key={`${quote.line} ${quote.text}`}>
                    {" "}
                    · “{quote.text}”, line {quote.line}
                  </span>
                ))}
              </p>
              {cell.count !== null && (
                <p className={classes.dim}>
                  Counted: {formatNumber(cell.count)} ({cell.source}, {formatDate(cell.date)}), rank {cell.count_rank}
                  {cell.older.map((older) => (
                    <span key={`${older.date} ${older.source}`}>
                      {" "}
                      · before: {formatNumber(older.count)} ({older.source}, {formatDate(older.date)})
                    </span>
                  ))}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
