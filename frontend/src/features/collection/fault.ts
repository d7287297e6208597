import { ApiError } from "@/shared/api/client";

export interface Fault {
  message: string;
  /** From 1; undefined where the fault is of the text as a whole. */
  line?: number;
}

/** The server's word on a broken text, with the line it stands in. */
export function faultOf(error: Error | null): Fault | undefined {
  if (error === null) return undefined;
  const details = error instanceof ApiError && typeof error.details === "object" ? error.details : null;
  const line = details !== null && "line" in details && typeof details.line === "number" ? details.line : undefined;
  return { message: error.message, line };
}
