import { Link } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { formatMoment } from "@/shared/lib/format";
import { durationWords } from "@/shared/lib/run-words";
import { valueWords } from "../value-words";
import classes from "./run-page.module.css";

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, unknown])[] }) {
  if (facts.length === 0) return null;
  return (
    <>
      <h3 className={classes.small}>{title}</h3>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name.replace(/_gib$/, ", GiB").replaceAll("_", " ")}</dt>
            <dd>{valueWords(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The id means nothing to a reader; the others stand elsewhere on the page. */
const HIDDEN = new Set(["id", "python", "device"]);

/** What a run was set up with, and all that is needed to run it again and to judge its figures. */
export function RunFacts({ run }: { run: Run }) {
  const when: (readonly [string, unknown])[] = [
    ["seed", run.seed],
    ["device", run.device],
    ["created", formatMoment(run.created_at)],
    ...(run.finished_at === null ? [] : [["finished", formatMoment(run.finished_at)] as const]),
    ...(run.duration === null ? [] : [["took", durationWords(run.duration)] as const]),
    ...(run.attempt > 1 ? [["attempt", run.attempt] as const] : []),
  ];
  return (
    <>
      <h2 className={classes.heading}>Facts</h2>
      <Facts title="Parameters" facts={Object.entries(run.parameters)} />
      <Facts title="Run" facts={when} />
      <Facts title="Machine" facts={Object.entries(run.machine).filter(([name]) => !HIDDEN.has(name))} />
      <Facts title="Versions" facts={Object.entries(run.versions)} />
      <p className={classes.dim}>
        <Link to={`/jobs/${run.job}`}>Its job</Link>
        {run.finished_at !== null && (
          <>
            {" "}
            · <Link to={`/graph?node=run:${run.id}&sel=run:${run.id}`}>In the graph</Link>
          </>
        )}
      </p>
    </>
  );
}
