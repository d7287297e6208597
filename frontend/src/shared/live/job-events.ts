import type { JobEvent } from "@/shared/api/types";

/** Both lists as one, by `seq`, each event once; the same array comes back when nothing is new. */
export function mergeEvents(known: readonly JobEvent[], fresh: readonly JobEvent[]): readonly JobEvent[] {
  const last = known.at(-1)?.seq ?? 0;
  if (fresh.every((event) => event.seq > last)) return fresh.length === 0 ? known : [...known, ...fresh];
  const bySeq = new Map([...known, ...fresh].map((event) => [event.seq, event]));
  if (bySeq.size === known.length) return known;
  return [...bySeq.values()].sort((left, right) => left.seq - right.seq);
}

/** The highest `seq` below which no event is missing: the point to resume from. */
export function resumePoint(events: readonly JobEvent[]): number {
  let point = 0;
  for (const event of events) {
    if (event.seq !== point + 1) break;
    point = event.seq;
  }
  return point;
}

/** The log lines among the events, in order. */
export function logLines(events: readonly JobEvent[]): string[] {
  return events.flatMap((event) => (event.type === "log" && typeof event.payload.line === "string" ? [event.payload.line] : []));
}
