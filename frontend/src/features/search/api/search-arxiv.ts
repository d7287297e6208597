import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { ArxivPage } from "@/shared/api/types";
import { type SearchFields, isEmpty } from "../parse-query";

export const PAGE_SIZE = 25;

/** One page of what arXiv has; the server asks arXiv one request at a time, so this may take some seconds. */
export const arxivQuery = (fields: SearchFields, start: number) =>
  queryOptions({
    queryKey: ["arxiv", fields, start],
    queryFn: ({ signal }) => {
      const { words, ids, ...filters } = fields;
      const params = { q: words, ids: ids.join(","), ...filters, start, page_size: PAGE_SIZE };
      return api.get<ArxivPage>("/api/arxiv/", params, signal);
    },
    enabled: !isEmpty(fields),
    staleTime: 5 * 60_000,
    retry: false,
  });

/** The same search in the library's own query language. */
export function libraryFilters(fields: SearchFields) {
  const { words, title, ids, author, category, from, to } = fields;
  const titleWords = title === "" ? "" : `title:"${title.replaceAll('"', " ")}"`;
  const q = [words, titleWords, ids.join(" ")].filter((each) => each !== "").join(" ");
  return { q, author, category, from, to };
}
