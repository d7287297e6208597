import { CopyButton, Button, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/shared/api/client";
import type { RunArtifact } from "@/shared/api/experiment-types";
import { formatNumber } from "@/shared/lib/format";
import { bytesWords } from "@/shared/lib/run-words";
import { codePieces } from "./code-tokens";
import { MOST_BYTES, MOST_TEXT } from "./preview-kind";
import classes from "./preview.module.css";

interface Props {
  path: string;
  artifact: RunArtifact;
  code: boolean;
}

/** A text of a run, or its beginning; programs with their parts in colours. */
export function TextPreview({ path, artifact, code }: Props) {
  const fits = artifact.bytes <= MOST_BYTES;
  const text = useQuery({ queryKey: ["artifact", path], queryFn: ({ signal }) => api.text(path, undefined, signal), staleTime: Infinity, enabled: fits });
  const shown = text.data?.slice(0, MOST_TEXT) ?? "";
  const pieces = useMemo(() => (code ? codePieces(shown) : []), [code, shown]);
  if (!fits) {
    return (
      <Text size="sm" c="dimmed">
        With {bytesWords(artifact.bytes)} it is too long to show here; download it.
      </Text>
    );
  }
  if (text.isError) {
    return (
      <Text size="sm" c="var(--danger-text)" role="alert">
        {text.error.message}
      </Text>
    );
  }
  if (text.isPending) return <Skeleton height={120} />;
  return (
    <div className={classes.text}>
      {/* Scrollable, so it must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.code} tabIndex={0} aria-label={`Text of ${artifact.name}`}>
        {code
          ? pieces.map((piece, at) => (piece.kind === "plain" ? piece.text : <span key={at} data-kind={piece.kind}>{piece.text}</span>))
          : shown}
      </pre>
      <CopyButton value={text.data}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" className={classes.copy} onClick={copy}>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
      {text.data.length > shown.length && (
        <Text size="xs" c="dimmed">
          The first {formatNumber(MOST_TEXT)} of {formatNumber(text.data.length)} characters; download it for the rest.
        </Text>
      )}
    </div>
  );
}
