import type { RunMetric, RunRow } from "@/shared/api/experiment-types";

const plain = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat("en-GB");

/** A figure as people write it: four significant digits, whole numbers whole; very small or large ones as powers of ten. */
export function formatFigure(value: number | null): string {
  if (value === null) return "none";
  if (Number.isInteger(value) && Math.abs(value) < 1e12) return whole.format(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(2);
  return plain.format(value);
}

/** The name of a figure or parameter as people read it. */
export const nameWords = (name: string): string => name.replaceAll("_", " ");

/** "12.5 ms". */
export const figureWords = ({ value, unit }: Pick<RunMetric, "value" | "unit">): string =>
  unit === "" || value === null ? formatFigure(value) : `${formatFigure(value)} ${unit}`;

/** "4.2 s", "3 min 20 s", "1 h 5 min". */
export function durationWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return all % 60 === 0 ? `${all / 60} min` : `${Math.floor(all / 60)} min ${all % 60} s`;
  const minutes = Math.round((all % 3600) / 60);
  return minutes === 0 ? `${Math.floor(all / 3600)} h` : `${Math.floor(all / 3600)} h ${minutes} min`;
}

const UNITS = ["bytes", "kB", "MB", "GB"];

/** "1.2 MB", by thousands. */
export function bytesWords(bytes: number): string {
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < UNITS.length - 1) {
    value /= 1000;
    at += 1;
  }
  return at === 0 ? `${value} ${value === 1 ? "byte" : "bytes"}` : `${value.toFixed(value < 10 ? 1 : 0)} ${UNITS[at]}`;
}

/** What a run came to, in one sentence, for a row of a list. */
export function runSentence(run: Pick<RunRow, "state" | "verdict" | "error">): string {
  if (run.state === "failed") return run.error?.message ?? "It failed without an explanation.";
  if (run.state === "cancelled") return "Cancelled.";
  if (run.state === "queued") return "Waiting for a worker.";
  if (run.state === "running") return "At work.";
  return run.verdict;
}
