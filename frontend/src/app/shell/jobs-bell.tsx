import { ActionIcon, Indicator, Popover, Text } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { isFinal, jobsQuery } from "@/shared/api/jobs";
import { plural } from "@/shared/lib/format";
import { JobRow } from "@/shared/ui/job-row";
import classes from "./jobs-bell.module.css";

/** How often the count is asked for while the socket is down. */
const POLL = 8_000;

/** The number of jobs at work, and the newest jobs when opened. */
export function JobsBell({ live }: { live: boolean }) {
  const [opened, setOpened] = useState(false);
  const jobs = useInfiniteQuery({ ...jobsQuery(), refetchInterval: live ? false : POLL });
  const all = jobs.data?.pages.flatMap((page) => page.results) ?? [];
  const active = all.filter((job) => !isFinal(job.state)).length;
  const label = active === 0 ? "Jobs, none at work" : `Jobs, ${plural(active, "job")} at work`;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={360} trapFocus returnFocus>
      <Indicator disabled={active === 0} label={active} size={15} offset={9} zIndex={1}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={label}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            <IconBell size={19} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label="Newest jobs">
        {all.length === 0 && (
          <Text c="dimmed" p="md">
            {jobs.isError ? jobs.error.message : "No jobs yet. Imports and merges show up here."}
          </Text>
        )}
        <ul className={classes.list}>
          {all.slice(0, 5).map((job) => (
            <li key={job.id}>
              <JobRow job={job} compact onOpen={() => setOpened(false)} />
            </li>
          ))}
        </ul>
        <Link
          to="/jobs"
          className={classes.all}
          onClick={() => {
            setOpened(false);
          }}
        >
          All jobs
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}
