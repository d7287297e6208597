import { describe, expect, it } from "vitest";
import { withJob } from "./jobs";
import type { Job, JobState } from "./types";

const job = (id: string, state: JobState) => ({ id, state, kind: "import" }) as Job;
const list = (...jobs: Job[]) => ({ pages: [{ next: null, previous: null, results: jobs }], pageParams: [""] });
const ids = (data: ReturnType<typeof list>) => data.pages.flatMap((page) => page.results.map((each) => each.id));

describe("withJob", () => {
  it("puts a new job first and changes a known one in place", () => {
    const data = list(job("a", "running"), job("b", "queued"));
    expect(ids(withJob(data, job("c", "queued"), {}) as typeof data)).toEqual(["c", "a", "b"]);
    const changed = withJob(data, job("b", "running"), {});
    expect(changed.pages[0]?.results[1]?.state).toBe("running");
  });

  it("takes a job out of a list whose filter it no longer passes, and in when it does", () => {
    const running = list(job("a", "running"));
    expect(ids(withJob(running, job("a", "succeeded"), { state: "running" }) as typeof running)).toEqual([]);
    expect(ids(withJob(running, job("b", "failed"), { state: "running" }) as typeof running)).toEqual(["a"]);
    expect(ids(withJob(running, job("b", "running"), { state: "running" }) as typeof running)).toEqual(["b", "a"]);
  });
});
