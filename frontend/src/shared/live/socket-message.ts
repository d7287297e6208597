import type { Job, JobEvent, JobEventType } from "@/shared/api/types";

/** A message of `/ws/jobs/<id>/`: an event with its payload spread, and the job itself when its state changed. */
export type JobMessage = { type: JobEventType; seq: number; job?: Job } & Record<string, unknown>;

/** The same event as `/api/jobs/{id}/events/` gives it. */
export function asEvent(message: JobMessage): JobEvent {
  const { type, seq, ...payload } = message;
  return { type, seq, payload, created_at: "" };
}

/** The job after this message; progress comes as an event of its own, without the whole job. */
export function jobAfter(job: Job | undefined, message: JobMessage): Job | undefined {
  if (message.job !== undefined) return message.job;
  if (job === undefined || message.type !== "progress") return job;
  const { done, total, message: words } = message;
  if (typeof done !== "number" || typeof total !== "number") return job;
  return { ...job, progress: { done, total }, message: typeof words === "string" ? words : job.message };
}

/** What a socket says before the server closes it; REST gives the same error to whoever asks for the job. */
export type ErrorMessage = { type: "error"; code: string; message: string };
