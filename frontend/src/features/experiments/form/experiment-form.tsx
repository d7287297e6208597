import { Button, Group, NumberInput, Text } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { ApiError } from "@/shared/api/client";
import type { ExperimentDetail, Run } from "@/shared/api/experiment-types";
import { useMayWrite } from "@/shared/api/may-write";
import { runLink } from "@/shared/lib/experiment-links";
import { Panel } from "@/shared/ui/panel";
import { Problem } from "@/shared/ui/problem";
import { ViewerNote } from "@/shared/ui/viewer-note";
import page from "../experiment-page.module.css";
import { PaperChoice } from "../papers/paper-choice";
import { useStartRun } from "../run-calls";
import { valueWords } from "../value-words";
import { FieldInput } from "./field-input";
import { bodyOf, boundsWords, changedFrom, problemsOf, refusedBy, startValues, typedOf } from "./field-values";
import { FilledFrom } from "./filled-from";
import classes from "./form.module.css";
import { type Field, fieldsOf } from "./schema-fields";

interface Props {
  experiment: ExperimentDetail;
  /** Papers that are linked beforehand. */
  papers: readonly string[];
  /** The run whose values are filled in. */
  before: Run | undefined;
}

const MOST_SEED = 2 ** 31 - 1;

const boundsOf = (field: Field): string => {
  if (field.kind === "number") return boundsWords(field);
  if (field.kind === "list") return "separated by commas";
  return "";
};

const beforeWords = (field: Field, value: unknown): string => valueWords(typedOf(field, value ?? field.value));

/** The form of an experiment, made from its definition: parameters, seed, papers, launch. */
export function ExperimentForm({ experiment, papers, before }: Props) {
  const fields = useMemo(() => fieldsOf(experiment.parameters), [experiment.parameters]);
  const [typed, setTyped] = useState(() => startValues(fields, before?.parameters));
  const [seed, setSeed] = useState<number | string>(before?.seed ?? 0);
  const [chosen, setChosen] = useState<string[]>([
    ...new Set([...papers, ...(before?.papers ?? []).filter((one) => one.chosen).map((one) => one.arxiv_id)]),
  ]);
  const start = useStartRun();
  const navigate = useNavigate();
  const mayWrite = useMayWrite();
  const refused = start.error instanceof ApiError ? refusedBy(start.error.details) : {};
  const problems: Record<string, string> = { ...refused, ...problemsOf(fields, typed) };
  const wrong = Object.keys(problemsOf(fields, typed)).length;
  const changed = before === undefined ? [] : changedFrom(fields, typed, before.parameters);
  const told = Object.keys(refused).some((name) => fields.some((field) => field.name === name));
  const launch = (): void => {
    if (wrong > 0) return;
    start.mutate(
      { experiment: experiment.key, parameters: bodyOf(fields, typed), papers: chosen.length === 0 ? undefined : chosen, seed: typeof seed === "number" ? seed : undefined },
      { onSuccess: ({ run }) => void navigate(runLink(run)) },
    );
  };
  return (
    <form
      aria-label={`Set up ${experiment.title}`}
      noValidate
      className={page.main}
      onSubmit={(event) => {
        event.preventDefault();
        launch();
      }}
    >
      <Panel label="Parameters" className={classes.form}>
        <Group justify="space-between" gap="xs">
          <h2 className={page.heading} style={{ margin: 0 }}>
            Parameters
          </h2>
          <Group gap={4}>
            <Button size="compact-sm" variant="subtle" onClick={() => setTyped(startValues(fields))}>
              Defaults
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setTyped(startValues(fields, experiment.small))}>
              A first look, in seconds
            </Button>
          </Group>
        </Group>
        {before !== undefined && <FilledFrom run={before} labels={[...fields.filter((field) => changed.includes(field.name)).map((field) => field.label), ...(seed === before.seed ? [] : ["Seed"])]} />}
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            typed={typed[field.name]}
            problem={problems[field.name]}
            bounds={boundsOf(field)}
            before={changed.includes(field.name) ? beforeWords(field, before?.parameters[field.name]) : undefined}
            onChange={(value) => {
              if (start.isError) start.reset();
              setTyped((known) => ({ ...known, [field.name]: value }));
            }}
          />
        ))}
      </Panel>
      <Panel label="Papers">
        <h2 className={page.heading}>Papers this run is about</h2>
        <p className={page.dim}>Suggested by meaning; without a tick the nearest are suggested for the run, too. They can be changed afterwards.</p>
        <PaperChoice suggestions={experiment.papers} chosen={chosen} onChange={setChosen} />
      </Panel>
      <Panel label="Launch">
        {start.isError && !told && <Problem title="It was not started">{refused.parameters ?? start.error.message}</Problem>}
        <div className={classes.launch}>
          <NumberInput
            label="Seed"
            description="The same gives the same."
            w={150}
            min={0}
            max={MOST_SEED}
            allowDecimal={false}
            value={seed}
            onChange={setSeed}
          />
          {mayWrite ? (
            <Button type="submit" size="md" leftSection={<IconPlayerPlay size={18} />} loading={start.isPending} disabled={wrong > 0}>
              Launch
            </Button>
          ) : (
            <ViewerNote not="launch a run" />
          )}
          {wrong > 0 && (
            <Text size="sm" c="var(--danger-text)" role="status">
              {wrong === 1 ? "One field will not do yet." : `${wrong} fields will not do yet.`}
            </Text>
          )}
        </div>
      </Panel>
    </form>
  );
}
