import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Run } from "@/shared/api/experiment-types";
import { RunOutcome } from "./run-outcome";

const show = (run: Partial<Run>) =>
  render(<RunOutcome run={{ verdict: "", error: null, duration: 61, ...run } as Run} />);

test.each([
  ["no_space", "The disk is full"],
  ["missing_package", "A package is missing"],
  ["crashed", "The run crashed"],
  ["worker_lost", "The run was lost with its worker"],
  ["time_limit", "It took too long"],
  ["memory_limit", "It took too much memory"],
  ["of_its_own", "The run failed"],
])("a run that failed with %s says so, with the server's sentence", (code, title) => {
  show({ state: "failed", error: { code, message: "The server's own sentence.", details: {} } });
  expect(screen.getByRole("alert").textContent).toContain(title);
  expect(screen.getByRole("alert").textContent).toContain("The server's own sentence.");
});

test("a cancelled run tells how long it ran and that nothing is left running", () => {
  show({ state: "cancelled" });
  expect(screen.getByRole("region", { name: "Outcome" }).textContent).toBe("Cancelled after 1 min 1 s. Its processes were ended; the log up to there was kept.");
});

test("a run that ended well shows its verdict, one under way nothing", () => {
  const { unmount } = show({ state: "succeeded", verdict: "It got 93%." });
  expect(screen.getByRole("region", { name: "Verdict" }).textContent).toBe("It got 93%.");
  unmount();
  show({ state: "running" });
  expect(screen.queryByRole("region")).toBeNull();
});
