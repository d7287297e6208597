import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Run } from "@/shared/api/experiment-types";
import { useExperiment } from "@/shared/api/experiments";
import { useMayWrite } from "@/shared/api/may-write";
import { plural } from "@/shared/lib/format";
import form from "../form/form.module.css";
import { PaperChoice } from "../papers/paper-choice";
import { PaperTick } from "../papers/paper-tick";
import { useLinkPapers } from "../run-calls";
import classes from "./run-page.module.css";

const chosenOf = (run: Run): string[] => run.papers.filter((paper) => paper.chosen).map((paper) => paper.arxiv_id);

/** The papers a run is linked to: suggested by meaning, confirmed or changed here. */
export function RunPapers({ run }: { run: Run }) {
  const mayWrite = useMayWrite();
  const saved = chosenOf(run);
  const [chosen, setChosen] = useState(saved);
  const link = useLinkPapers(run.id);
  // A run that was launched before the library was read has no suggestions of its own.
  const experiment = useExperiment(run.experiment);
  const suggestions = run.papers.length > 0 ? run.papers : (experiment.data?.papers ?? []);
  const changed = chosen.length !== saved.length || chosen.some((key) => !saved.includes(key));
  return (
    <>
      <h2 className={classes.heading}>Papers</h2>
      <p className={classes.dim}>
        {saved.length === 0
          ? suggestions.length === 0
            ? "No paper yet: none of the library is near this experiment, or they are still being read."
            : "No paper is confirmed yet; those below are suggested by meaning."
          : `Linked to ${plural(saved.length, "paper")}. Each shows this run on its page and in the graph.`}
      </p>
      {mayWrite ? (
        <>
          <PaperChoice suggestions={suggestions} chosen={chosen} onChange={setChosen} />
          {link.isError && (
            <Text size="sm" c="var(--danger-text)" role="alert" mt="xs">
              {link.error.message}
            </Text>
          )}
          <Group mt="sm" gap="xs">
            <Button size="compact-md" disabled={!changed} loading={link.isPending} onClick={() => link.mutate(chosen, { onSuccess: (answer) => setChosen(chosenOf(answer)) })}>
              Link these papers
            </Button>
            {changed && (
              <Button size="compact-md" variant="subtle" onClick={() => setChosen(saved)}>
                Undo
              </Button>
            )}
          </Group>
        </>
      ) : (
        <ul className={form.papers}>
          {run.papers
            .filter((paper) => paper.chosen)
            .map((paper) => (
              <PaperTick key={paper.arxiv_id} paper={paper} on readOnly onChange={() => undefined} />
            ))}
        </ul>
      )}
    </>
  );
}
