const watched = new Map<string, number>();

/** Notes that a part of the page shows this job; returns the function that takes the note back. */
export function watchJob(id: string): () => void {
  watched.set(id, (watched.get(id) ?? 0) + 1);
  return () => {
    const count = (watched.get(id) ?? 1) - 1;
    if (count === 0) watched.delete(id);
    else watched.set(id, count);
  };
}

/** Whether the job is on screen already, so that no notice about it is needed. */
export const isWatched = (id: string) => watched.has(id);
