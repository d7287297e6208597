import { CloseButton } from "@mantine/core";
import { IconTrophy } from "@tabler/icons-react";
import { Fragment } from "react";
import { Link } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { experimentLink, runLink } from "@/shared/lib/experiment-links";
import { formatMoment } from "@/shared/lib/format";
import { figureWords, nameWords } from "@/shared/lib/run-words";
import { Panel } from "@/shared/ui/panel";
import type { MetricLine, ParameterLine } from "./compare-model";
import classes from "./compare.module.css";

interface Props {
  runs: readonly Run[];
  labels: readonly string[];
  metrics: readonly MetricLine[];
  parameters: readonly ParameterLine[];
  onTakeOut: (id: string) => void;
}

const WAYS = { higher: "higher is better", lower: "lower is better", none: "" };

/** A column for each run: what it was set up with and the figures it came to. */
export function CompareTable({ runs, labels, metrics, parameters, onTakeOut }: Props) {
  const span = runs.length + 1;
  return (
    <Panel>
      {/* A table that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Parameters and figures of the runs">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              {runs.map((run, at) => (
                <th key={run.id} scope="col">
                  <span className={classes.head}>
                    <Link to={runLink(run.id)}>{labels[at]}</Link>
                    {runs.length > 2 && <CloseButton size="xs" aria-label={`Take ${labels[at]} out`} onClick={() => onTakeOut(run.id)} />}
                  </span>
                  <span className={classes.small}>{formatMoment(run.created_at)}</span>
                  <Link className={classes.small} to={experimentLink(run.experiment, { from: run.id })}>
                    Re-run with one change
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={span} className={classes.group}>
                Figures
              </th>
            </tr>
            {metrics.map((line) => (
              <tr key={line.name}>
                <th scope="row">
                  {nameWords(line.name)}
                  {line.better !== "none" && <span className={classes.small}>{WAYS[line.better]}</span>}
                </th>
                {line.values.map((value, at) => (
                  <td key={runs[at]?.id ?? at} className={line.best.includes(at) ? classes.best : undefined}>
                    {value === null ? "–" : figureWords({ value, unit: line.unit })}
                    {line.best.includes(at) && <IconTrophy size={14} role="img" aria-label="best" />}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="rowgroup" colSpan={span} className={classes.group}>
                Parameters
              </th>
            </tr>
            {parameters.map((line, at) => (
              <Fragment key={line.name}>
                {at > 0 && !line.differs && parameters[at - 1]?.differs && (
                  <tr>
                    <th scope="rowgroup" colSpan={span} className={classes.group}>
                      The same in all
                    </th>
                  </tr>
                )}
                <tr className={line.differs ? classes.differs : undefined}>
                  <th scope="row">{nameWords(line.name)}</th>
                  {line.values.map((value, column) => (
                    <td key={runs[column]?.id ?? column}>{value}</td>
                  ))}
                </tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
