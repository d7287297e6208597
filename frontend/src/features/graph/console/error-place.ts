import { ApiError } from "@/shared/api/client";

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Where in the query the server found the error, if it says so. */
export function placeOf(error: unknown): Place | null {
  if (!(error instanceof ApiError) || typeof error.details !== "object" || error.details === null) return null;
  const { line, column } = error.details as Record<string, unknown>;
  return typeof line === "number" && typeof column === "number" && line > 0 && column > 0 ? { line, column } : null;
}

/** The text before the place, the word there, and the rest: joined they are the text. */
export function splitAt(text: string, { line, column }: Place): [string, string, string] {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const at = Math.min(before + column - 1, Math.max(text.length - 1, 0));
  const word = /^(?:[\p{L}\p{N}_]+|[\s\S])/u.exec(text.slice(at))?.[0] ?? "";
  return [text.slice(0, at), word, text.slice(at + word.length)];
}
