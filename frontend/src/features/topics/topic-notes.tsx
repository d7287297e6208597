import classes from "./topic-page.module.css";
import type { Topic } from "./topic-types";

/** The notes' own words about a topic with their lines, who is at its centre, and the addresses they give. */
export function TopicNotes({ topic }: { topic: Topic }) {
  return (
    <>
      <h2 className={classes.heading}>What the notes say</h2>
      <ul className={classes.list}>
        {topic.said.map(({ line, text }) => (
          <li key={line}>
            <blockquote className={classes.quote}>{text}</blockquote>
            <p className={classes.dim}>The notes, line {line}</p>
          </li>
        ))}
      </ul>
      <h3 className={classes.heading} style={{ marginTop: 16 }}>
        Centre of activity
      </h3>
      {topic.centres.length === 0 ? (
        <p className={classes.dim}>Not stated: the notes name no one organization for this topic.</p>
      ) : (
        <ul className={classes.list}>
          {topic.centres.map((centre) => (
            <li key={centre.organization}>
              <strong>{centre.name}</strong>
              {centre.urls.map((url) => (
                <div key={url}>
                  <a href={url} rel="noreferrer" target="_blank" style={{ overflowWrap: "anywhere" }}>
                    {url}
                  </a>
                </div>
              ))}
              <p className={classes.dim}>
                “{centre.quote}”, line {centre.line}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
