import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconListCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { jobsQuery } from "@/shared/api/jobs";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { JobRow } from "@/shared/ui/job-row";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import classes from "./jobs-page.module.css";

const STATES = [
  { value: "", label: "All" },
  { value: "running", label: "At work" },
  { value: "queued", label: "Waiting" },
  { value: "succeeded", label: "Done" },
  { value: "failed", label: "Failed" },
  { value: "cancelled", label: "Cancelled" },
];

const KINDS = [
  { value: "import", label: "Imports" },
  { value: "synthesis", label: "Merges" },
  { value: "extract", label: "Extractions" },
  { value: "run", label: "Runs of experiments" },
];

function JobList({ state, kind }: { state: string; kind: string }) {
  const jobs = useInfiniteQuery({ ...jobsQuery({ state, kind }), refetchOnMount: "always" });
  if (jobs.isPending) return <ListSkeleton label="Loading jobs" />;
  if (jobs.isError) {
    return <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} busy={jobs.isFetching} />;
  }
  const rows = jobs.data.pages.flatMap((page) => page.results);
  if (rows.length === 0) {
    const filtered = state !== "" || kind !== "";
    return (
      <EmptyState
        icon={<IconListCheck size={24} />}
        title={filtered ? "No job of this sort" : "No jobs yet"}
        action={
          <Button component={Link} to={filtered ? "/jobs" : "/search"}>
            {filtered ? "Show all jobs" : "Import papers"}
          </Button>
        }
      >
        {filtered ? "Nothing matches the filters above." : "Importing papers and merging a collection run here, where you can follow or stop them."}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {rows.map((job) => (
          <li key={job.id}>
            <JobRow job={job} />
          </li>
        ))}
      </ul>
      {jobs.hasNextPage && (
        <Group justify="center" p="md">
          <Button variant="default" loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            Show older jobs
          </Button>
        </Group>
      )}
    </>
  );
}

/** Every job, newest first, live. */
export function JobsPage() {
  useDocumentTitle("Jobs");
  const [{ state, kind }, change] = useUrlState(["state", "kind"]);
  return (
    <Page>
      <PageHeader title="Jobs" description="Long work: imports, merges, extractions, runs of experiments. It goes on when you close this page." />
      <Group mb="md" gap="sm">
        <div className={classes.states}>
          <SegmentedControl
            aria-label="State"
            data={STATES}
            value={state}
            onChange={(value) => {
              change({ state: value });
            }}
          />
        </div>
        <Select
          aria-label="Kind of job"
          placeholder="Every kind"
          data={KINDS}
          value={kind === "" ? null : kind}
          onChange={(value) => {
            change({ kind: value });
          }}
          clearable
          w={190}
        />
      </Group>
      <Panel flush label="Jobs">
        <JobList state={state} kind={kind} />
      </Panel>
    </Page>
  );
}
