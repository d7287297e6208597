import type { Job, JobState } from "@/shared/api/types";
import { runLink } from "./experiment-links";
import { formatNumber, plural } from "./format";

const KINDS: Record<string, string> = {
  import: "Import",
  synthesis: "Merge",
  extract: "Key term extraction",
  breeding: "Breeding",
  concepts: "Concepts",
  graph: "Graph rebuild",
  rewriting: "Rewriting",
  saved_search: "Saved search",
  run: "Run",
};

const SOURCES: Record<string, string> = { arxiv: "arXiv", bibtex: "BibTeX", ris: "RIS", report: "a report", snapshot: "a snapshot" };

export const STATE_WORDS: Record<JobState, string> = {
  queued: "Waiting",
  running: "At work",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** "Import from arXiv": what kind of work it is, in words. */
export function jobTitle(job: Job): string {
  if (job.kind === "run" && typeof job.params.title === "string") return `Run of ${job.params.title}`;
  const kind = KINDS[job.kind] ?? job.kind.replaceAll("_", " ");
  const source = SOURCES[text(job.params.source)];
  return source === undefined ? kind : `${kind} from ${source}`;
}

/** "12 of 20", or "" when the number of steps is not known yet. */
export function progressWords(job: Job): string {
  const { done, total } = job.progress;
  return total > 0 ? `${formatNumber(done)} of ${formatNumber(total)}` : "";
}

/** The same, for beside a sentence that may have told it already. */
export function countBeside(job: Job, told: string): string {
  const { done, total } = job.progress;
  return told.replaceAll(",", "").includes(`${done} of ${total}`) ? "" : progressWords(job);
}

/** How many papers an import brought, changed and left out, from its result. */
function importWords(result: Record<string, unknown>): string {
  const count = (name: string) => (typeof result[name] === "number" ? result[name] : 0);
  const skipped = Array.isArray(result.skipped) ? result.skipped.length : 0;
  const parts = [
    count("created") > 0 ? plural(count("created"), "new paper") : "",
    count("updated") > 0 ? `${formatNumber(count("updated"))} updated` : "",
    count("unchanged") > 0 ? `${formatNumber(count("unchanged"))} known already` : "",
    skipped > 0 ? `${formatNumber(skipped)} left out` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "No papers found" : parts.join(", ");
}

/** One sentence about the end of a job. */
export function finishedSentence(job: Job): string {
  if (job.state === "failed") return job.error?.message ?? "It failed without an explanation.";
  if (job.state === "cancelled") {
    const { done, total } = job.progress;
    return done > 0 ? `Cancelled after ${formatNumber(done)} of ${formatNumber(total)}.` : "Cancelled.";
  }
  if (job.kind === "import" && job.result !== null) return `${importWords(job.result)}.`;
  if (job.state === "succeeded" && (job.kind === "extract" || job.kind === "concepts") && typeof job.result?.papers === "number") {
    return `${plural(job.result.papers, "paper")} read.`;
  }
  if (job.state === "succeeded" && job.kind === "synthesis" && typeof job.result?.version === "number") {
    return `Version ${job.result.version} of the merged diagram is there.`;
  }
  if (job.state === "succeeded" && job.kind === "breeding" && Array.isArray(job.result?.children)) {
    return `${plural(job.result.children.length, "child", "children")} that no other beats in every part.`;
  }
  if (job.state === "succeeded" && job.kind === "run" && typeof job.result?.verdict === "string") return job.result.verdict;
  if (job.state === "succeeded" && job.kind === "saved_search" && typeof job.result?.new === "number") return `${plural(job.result.new, "new paper")}.`;
  return job.message === "" ? "Done." : job.message;
}

/** Where the result of a job can be seen, with the words of the link. */
export function resultLinks(job: Job): { to: string; label: string }[] {
  const links: { to: string; label: string }[] = [];
  const collection = job.result?.collection ?? job.params.collection;
  if (typeof collection === "number") links.push({ to: `/collections/${collection}`, label: "Open the collection" });
  if (job.kind === "breeding" && typeof job.params.breeding === "string") {
    links.push({ to: `/breedings/${job.params.breeding}`, label: "Open the breeding" });
  }
  if (job.kind === "run" && typeof job.params.run === "string") links.push({ to: runLink(job.params.run), label: "Open the run" });
  if (typeof job.result?.tree === "string") links.push({ to: `/trees/${job.result.tree}`, label: "Open the merged tree" });
  if (job.state === "succeeded" && job.kind === "saved_search" && typeof job.params.search === "number") {
    links.push({ to: `/search?saved=${job.params.search}`, label: "See what was found" });
  }
  if (typeof job.result?.extraction === "string") {
    links.push({ to: `/jobs/${job.result.extraction}`, label: "See its key terms being extracted" });
  }
  if (job.state === "succeeded" && job.kind === "import" && links.length === 0) {
    links.push({ to: "/library?ordering=-added", label: "See the newest papers" });
  }
  return links;
}
