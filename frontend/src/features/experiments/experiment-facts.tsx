import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { ExperimentDetail } from "@/shared/api/experiment-types";
import { formatNumber } from "@/shared/lib/format";
import { durationWords } from "@/shared/lib/run-words";
import classes from "./experiment-page.module.css";

/** What bounds a run, what it needs, how it is exported, and the sources of what it shows. */
export function ExperimentFacts({ experiment }: { experiment: ExperimentDetail }) {
  const { topic, topic_title, seconds, megabytes, gpu, deterministic, requirements, app, references, key } = experiment;
  return (
    <>
      <h2 className={classes.heading}>About</h2>
      <dl className={classes.facts}>
        <dt>Topic</dt>
        <dd>
          <Link to={`/topics/${topic}`}>
            {topic}. {topic_title}
          </Link>
        </dd>
        <dt>A run takes</dt>
        <dd>
          at most {durationWords(seconds)} and {formatNumber(megabytes)} MiB of memory
        </dd>
        <dt>Device</dt>
        <dd>{gpu ? "a GPU where there is one, else the CPU" : "the CPU"}</dd>
        <dt>Same seed</dt>
        <dd>{deterministic ? "the same figures, but for those that are timed or weighed" : "figures may differ between runs"}</dd>
        {requirements.length > 0 && (
          <>
            <dt>Packages</dt>
            <dd>{requirements.map((one) => (one.installed ? one.name : `${one.name} (missing)`)).join(", ")}</dd>
          </>
        )}
        <dt>As an app</dt>
        <dd>
          {app.ui === "gradio" ? "Gradio" : "Streamlit"}
          {app.dockerfile && ", with a Dockerfile"}
        </dd>
        <dt>Command line</dt>
        <dd>
          <code>manage.py experiment run {key}</code>
        </dd>
      </dl>
      <h3 className={classes.heading} style={{ marginTop: 16 }}>
        Sources
      </h3>
      <ul className={classes.refs}>
        {references.map(({ title, url, why }) => (
          <li key={url}>
            <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
              {title}
            </Anchor>
            {why !== "" && <div className={classes.dim}>{why}</div>}
          </li>
        ))}
      </ul>
    </>
  );
}
