import { useLocalStorage } from "@mantine/hooks";
import { useCallback } from "react";

/** A chosen paper; `inLibrary` ones need no import. */
export type Chosen = { key: string; title: string; inLibrary: boolean };

/** The chosen papers, kept across pages and reloads until they are imported or put back. */
export function useBasket() {
  const [papers, setPapers] = useLocalStorage<Chosen[]>({
    key: "arboretum-basket",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const toggle = useCallback(
    (paper: Chosen) => {
      setPapers((now) =>
        now.some((each) => each.key === paper.key) ? now.filter((each) => each.key !== paper.key) : [...now, paper],
      );
    },
    [setPapers],
  );
  const add = useCallback(
    (more: readonly Chosen[]) => {
      setPapers((now) => [...now, ...more.filter((paper) => !now.some((each) => each.key === paper.key))]);
    },
    [setPapers],
  );
  const clear = useCallback(() => {
    setPapers([]);
  }, [setPapers]);
  const has = (key: string) => papers.some((each) => each.key === key);
  return { papers, toggle, add, clear, has };
}

export type Basket = ReturnType<typeof useBasket>;
