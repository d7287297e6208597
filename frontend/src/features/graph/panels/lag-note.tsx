import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { plural } from "@/shared/lib/format";
import { statsQuery } from "../api/graph-calls";

/** A line while the graph lags behind the library. */
export function LagNote() {
  const lag = useQuery({ ...statsQuery(), refetchInterval: 15_000 }).data?.lag;
  const waiting = lag?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Text size="xs" px={12} py={6} role="status" style={{ background: "var(--warn-soft)", color: "var(--warn-text)" }}>
      The graph is catching up: {plural(waiting, "change")} of the library not in it yet.
    </Text>
  );
}
