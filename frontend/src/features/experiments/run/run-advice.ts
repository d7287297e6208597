/** What a run that failed says at the top, and what a person can do about it, by the code of its error. */
const ADVICE: Record<string, { title: string; advice: string }> = {
  missing_package: { title: "A package is missing", advice: "Add it with the command above, then try again." },
  no_space: { title: "The disk is full", advice: "`manage.py doctor` names the folder with the data." },
  crashed: { title: "The run crashed", advice: "Its process ended by itself. The log below ends where it did; smaller parameters may help." },
  worker_lost: { title: "The run was lost with its worker", advice: "It was tried once more and lost again. See whether the machine has memory enough, then try again." },
  time_limit: { title: "It took too long", advice: "It was stopped with all that it had started; the log up to there was kept." },
  memory_limit: { title: "It took too much memory", advice: "It was stopped with all that it had started; the log up to there was kept." },
  too_large: { title: "It left too much", advice: "Re-run it with smaller parameters." },
  upload_gone: { title: "Its file is gone", advice: "Re-run it and choose the file again." },
  invalid: { title: "The parameters were refused", advice: "Re-run it with values within the bounds." },
};

export function adviceFor(code: string): { title: string; advice: string } {
  return ADVICE[code] ?? { title: "The run failed", advice: "The log below was kept." };
}
