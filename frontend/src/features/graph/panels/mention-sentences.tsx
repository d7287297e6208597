import { Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import type { Paper, Span } from "@/shared/api/types";
import { sentencesOf } from "../model/sentence";
import { EvidenceList } from "./evidence-list";

interface Props {
  paper: string;
  spans: readonly Span[];
  titles: ReadonlyMap<string, string>;
}

const paperQuery = (key: string) =>
  queryOptions({ queryKey: ["paper", key], queryFn: ({ signal }) => api.get<Paper>(`/api/papers/${keyPath(key)}/`, {}, signal) });

/** A mention holds places, not sentences: they are cut from the paper's own text. */
export function MentionSentences({ paper, spans, titles }: Props) {
  const found = useQuery(paperQuery(paper));
  if (found.isPending) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Reading the paper.
      </Text>
    );
  }
  if (found.isError) {
    return (
      <Text size="sm" role="alert">
        {found.error.message}
      </Text>
    );
  }
  const { title, abstract } = found.data;
  return <EvidenceList evidence={sentencesOf(paper, { title, abstract: abstract ?? "" }, spans)} titles={titles} none="The places are in no text that the library holds." />;
}
