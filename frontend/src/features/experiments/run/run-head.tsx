import { Anchor, Button, Menu, Text } from "@mantine/core";
import { IconDots, IconPackageExport, IconRepeat, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { appPath } from "@/shared/api/experiments";
import { useCancelJob, useRetryJob } from "@/shared/api/job-actions";
import { isFinal } from "@/shared/api/jobs";
import { useMayWrite } from "@/shared/api/may-write";
import type { Job } from "@/shared/api/types";
import { experimentLink } from "@/shared/lib/experiment-links";
import { PageHeader } from "@/shared/ui/page-header";
import { useDeleteRun } from "../run-calls";
import { CompareMenu } from "./compare-menu";

interface Props {
  run: Run;
  job: Job | undefined;
}

function MoreMenu({ run, deletable }: { run: Run; deletable: boolean }) {
  const navigate = useNavigate();
  const remove = useDeleteRun(run.id);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label="More" px="xs" loading={remove.isPending}>
          <IconDots size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={appPath(run.experiment)} download leftSection={<IconPackageExport size={16} />}>
          Export the experiment as an app
        </Menu.Item>
        {deletable && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate(experimentLink(run.experiment)) })}
          >
            Delete this run and its files
          </Menu.Item>
        )}
        {remove.isError && <Menu.Label role="alert">{remove.error.message}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The name of a run, and what can be done with it: stop it, try it again, change one thing, compare, export. */
export function RunHead({ run, job }: Props) {
  const mayWrite = useMayWrite();
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const problem = cancel.error ?? retry.error;
  const state = job?.state ?? run.state;
  const stopped = state === "failed" || state === "cancelled";
  return (
    <>
      <Anchor component={Link} to={experimentLink(run.experiment)} size="sm">
        {run.title}
      </Anchor>
      <PageHeader
        title={`Run of ${run.title}`}
        actions={
          <>
            {mayWrite && !isFinal(state) && (
              <Button variant="default" loading={cancel.isPending || job?.cancel_requested === true} onClick={() => cancel.mutate(run.job)}>
                Cancel
              </Button>
            )}
            {mayWrite && stopped && (
              <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate(run.job)}>
                Try again
              </Button>
            )}
            <Button component={Link} to={experimentLink(run.experiment, { from: run.id })} variant="default" leftSection={<IconRepeat size={16} />}>
              Re-run with one change
            </Button>
            {run.state === "succeeded" && <CompareMenu run={run} />}
            <MoreMenu run={run} deletable={mayWrite && isFinal(state)} />
          </>
        }
      />
      {problem !== null && (
        <Text c="var(--danger-text)" role="alert" mb="sm">
          {problem.message}
        </Text>
      )}
    </>
  );
}
