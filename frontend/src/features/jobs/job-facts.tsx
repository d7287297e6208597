import { Title } from "@mantine/core";
import type { Job } from "@/shared/api/types";
import { formatMoment, formatNumber } from "@/shared/lib/format";
import { Panel } from "@/shared/ui/panel";
import classes from "./job-page.module.css";

const LONGEST = 200;
const MOST = 8;

/** A parameter as words; what is long is shown by its beginning, and says how much follows. */
function asText(value: unknown): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST).map(asText).join(", ");
    return value.length > MOST ? `${shown} and ${formatNumber(value.length - MOST)} more` : shown;
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${asText(inner)}`)
      .join(", ");
  }
  const text = String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${formatNumber(text.length)} characters)`;
}

const asName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

/** When, where and with what a job runs. */
export function JobFacts({ job }: { job: Job }) {
  const facts: [string, string | null][] = [
    ["Created", formatMoment(job.created_at)],
    ["Started", job.started_at && formatMoment(job.started_at)],
    ["Finished", job.finished_at && formatMoment(job.finished_at)],
    ["Attempt", job.attempt > 0 ? String(job.attempt) : null],
    ["Device", job.device],
    ...Object.entries(job.params).map(([name, value]): [string, string | null] => [
      asName(name),
      value === null || value === "" ? null : asText(value),
    ]),
    ["Job", job.id],
  ];
  return (
    <Panel label="Facts">
      <Title order={2} mb="xs">
        Facts
      </Title>
      <dl className={classes.facts}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Panel>
  );
}
