import { Button, Group, Text, Title } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCancelJob, useRetryJob } from "@/shared/api/job-actions";
import { isFinal } from "@/shared/api/jobs";
import { useMayWrite } from "@/shared/api/may-write";
import type { Breeding, Job } from "@/shared/api/types";
import { useJob } from "@/shared/live/use-job";
import { JobProgress } from "@/shared/ui/job-progress";
import { JobStateBadge } from "@/shared/ui/job-state";
import { Panel } from "@/shared/ui/panel";
import { Problem } from "@/shared/ui/problem";
import { breedingQuery } from "./api";
import { mergeHistory } from "./chart-model";
import { FitnessCharts } from "./fitness-charts";
import classes from "./generations-panel.module.css";

/** How far the breeding is, live; stop and continue; best and spread of each part of fitness. */
export function GenerationsPanel({ breeding }: { breeding: Breeding }) {
  const { job, events, live } = useJob(breeding.job);
  const client = useQueryClient();
  const state = job?.state;
  // The board below knows by the breeding whether it is at work; the socket tells first.
  useEffect(() => {
    if (state !== undefined && state !== breeding.state) {
      void client.invalidateQueries({ queryKey: breedingQuery(breeding.id).queryKey });
    }
  }, [client, state, breeding.state, breeding.id]);
  const history = mergeHistory(breeding.history, events);
  return (
    <Panel label="Generations" className={classes.panel}>
      <Group justify="space-between" mb={8}>
        <Group gap="sm">
          <Title order={2}>Generations</Title>
          {job !== undefined && <JobStateBadge state={job.state} />}
        </Group>
        {job !== undefined && <StopOrContinue job={job} />}
      </Group>
      {job !== undefined && <JobProgress job={job} live={live} failureToldElsewhere />}
      {job?.error != null && (
        <div className={classes.problem}>
          <Problem title="It cannot go on">{job.error.message}</Problem>
        </div>
      )}
      {history.length === 0 ? (
        <Text c="dimmed" mt="sm">
          {job?.state === "failed" ? "No generation was bred." : "The first generation comes in a moment."}
        </Text>
      ) : (
        <div className={classes.charts}>
          <FitnessCharts history={history} generations={breeding.generations} />
        </div>
      )}
    </Panel>
  );
}

function StopOrContinue({ job }: { job: Job }) {
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const mayWrite = useMayWrite();
  const problem = cancel.error ?? retry.error;
  if (!mayWrite || job.state === "succeeded") return null;
  return (
    <Group gap="xs">
      {problem !== null && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {problem.message}
        </Text>
      )}
      {isFinal(job.state) ? (
        <Button size="xs" leftSection={<IconPlayerPlay size={15} />} loading={retry.isPending} onClick={() => retry.mutate(job.id)}>
          Continue
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={15} />}
          loading={cancel.isPending || job.cancel_requested}
          onClick={() => cancel.mutate(job.id)}
        >
          Stop
        </Button>
      )}
    </Group>
  );
}
