import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { papersQuery } from "@/shared/api/papers";

/** All papers of a collection; pages are asked for one after the other until the last. */
export function useCollectionPapers(collection: number) {
  const pages = useInfiniteQuery(papersQuery({ collection }, 200));
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, isError]);
  const papers = useMemo(() => pages.data?.pages.flatMap((page) => page.results) ?? [], [pages.data]);
  return { papers, isPending: pages.isPending, error: pages.error, refetch: () => void pages.refetch() };
}
