import { useCallback } from "react";
import { useSearchParams } from "react-router";

/**
 * The named parameters of the address as strings ("" when absent), and a function that changes some of them.
 * A change replaces the history entry unless `push` is given, so that typing does not fill the history.
 */
export function useUrlState<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const state = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""])) as Record<Name, string>;
  const change = useCallback(
    (values: Partial<Record<Name, string | null>>, options: { push?: boolean } = {}) => {
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(values) as [Name, string | null | undefined][]) {
            if (value === undefined) continue;
            if (value === null || value === "") next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: options.push !== true, preventScrollReset: true },
      );
    },
    [setParams],
  );
  return [state, change] as const;
}
