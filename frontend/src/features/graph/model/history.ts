/** States that were, the one that is, and those that were taken back; the newest of each last. */
export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
}

const KEPT = 100;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [] });

/** A step that can be taken back; none where nothing changed. */
export function step<T>(history: History<T>, next: T): History<T> {
  if (Object.is(next, history.now)) return history;
  return { past: [...history.past, history.now].slice(-KEPT), now: next, future: [] };
}

/** A change that is no step of its own, as a selection. */
export function amend<T>(history: History<T>, next: T): History<T> {
  return Object.is(next, history.now) ? history : { ...history, now: next };
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [...history.future, history.now] };
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future.at(-1);
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future: history.future.slice(0, -1) };
}
