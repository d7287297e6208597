import { Badge, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { Synthesis, SynthesisVersion } from "@/shared/api/types";
import { formatMoment, plural } from "@/shared/lib/format";
import classes from "./detail-pane.module.css";
import { DifferenceList } from "./difference-list";
import { useCompare, useRestore } from "./edit-calls";

interface Props {
  synthesis: Synthesis;
  /** "" shows the newest one. */
  onVersion: (version: string) => void;
}

const KINDS: Record<SynthesisVersion["kind"], string> = { merged: "merged", edited: "edited", kept: "merged, edits kept", restored: "restored" };

function facts(version: SynthesisVersion): string {
  const parts = [
    plural(version.nodes, "node"),
    version.settings.max_nodes === undefined ? "" : `of at most ${version.settings.max_nodes}`,
    version.restored === null ? "" : `as version ${version.restored}`,
    version.edits === 0 ? "" : `${plural(version.edits, "edit")} by hand`,
    version.lost === 0 ? "" : `${version.lost} not applied`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Every state the diagram was in: look at it, compare it with the present one, go back to it. */
export function VersionsPane({ synthesis, onVersion }: Props) {
  const [compared, setCompared] = useState<number | null>(null);
  const newest = synthesis.versions[0]?.number ?? 0;
  const restore = useRestore(synthesis.id ?? "");
  const mayWrite = useMayWrite();
  return (
    <>
      {restore.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {restore.error.message}
        </Text>
      )}
      <ol className={classes.versions} aria-label="Versions">
        {synthesis.versions.map((one) => (
          <li key={one.number} aria-current={one.number === synthesis.version ? "true" : undefined}>
            <Group gap={8} align="baseline">
              <Text fw={600}>Version {one.number}</Text>
              <Badge size="sm" variant="light">
                {KINDS[one.kind]}
              </Badge>
            </Group>
            <Text size="xs" c="dimmed">
              <time dateTime={one.created_at}>{formatMoment(one.created_at)}</time>
              {one.author !== "" && ` by ${one.author}`}
            </Text>
            <Text size="xs" c="dimmed">
              {facts(one)}
            </Text>
            <Group gap={6} mt={6}>
              {one.number === synthesis.version ? (
                <Text size="xs">on show</Text>
              ) : (
                <Button size="compact-xs" variant="default" onClick={() => onVersion(one.number === newest ? "" : String(one.number))}>
                  Show
                </Button>
              )}
              {one.number !== newest && (
                <>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-expanded={compared === one.number}
                    onClick={() => setCompared(compared === one.number ? null : one.number)}
                  >
                    Compare with the present one
                  </Button>
                  {mayWrite && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      loading={restore.isPending && restore.variables.version === one.number}
                      onClick={() => restore.mutate({ version: one.number }, { onSuccess: () => onVersion("") })}
                    >
                      Restore
                    </Button>
                  )}
                </>
              )}
            </Group>
            {compared === one.number && <Compared synthesis={synthesis} before={one.number} after={newest} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function Compared({ synthesis, before, after }: { synthesis: Synthesis; before: number; after: number }) {
  const compare = useCompare(synthesis.id ?? "", before, after, true);
  return (
    <div className={classes.compared}>
      <Text size="xs" c="dimmed" mb={6}>
        From version {before} to {after}
      </Text>
      {compare.isPending ? (
        <Text size="sm" c="dimmed" role="status">
          Comparing…
        </Text>
      ) : compare.isError ? (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {compare.error.message}
        </Text>
      ) : (
        <DifferenceList difference={compare.data} />
      )}
    </div>
  );
}
