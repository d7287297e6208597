import { useCallback, useEffect, useRef } from "react";
import { useSearchParams } from "react-router";

/**
 * The named parameters of the address as strings ("" when absent), and a function that changes some of them.
 * A change replaces the history entry unless `push` is given, so that typing does not fill the history.
 */
export function useUrlState<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const state = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""])) as Record<Name, string>;
  // The address moves on later than it is asked to; a second change meanwhile must not undo the first.
  const pending = useRef<URLSearchParams>(undefined);
  useEffect(() => {
    pending.current = undefined;
  }, [params]);
  const change = useCallback(
    (values: Partial<Record<Name, string | null>>, options: { push?: boolean } = {}) => {
      const set = (current: URLSearchParams): URLSearchParams => {
        const next = new URLSearchParams(pending.current ?? current);
        for (const [name, value] of Object.entries(values) as [Name, string | null | undefined][]) {
          if (value === undefined) continue;
          if (value === null || value === "") next.delete(name);
          else next.set(name, value);
        }
        pending.current = next;
        return next;
      };
      setParams(set, { replace: options.push !== true, preventScrollReset: true });
    },
    [setParams],
  );
  return [state, change] as const;
}
