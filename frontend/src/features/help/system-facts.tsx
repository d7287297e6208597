import { Skeleton } from "@mantine/core";
import { useSystem } from "@/shared/api/system";
import type { EngineInfo } from "@/shared/api/types";
import { ErrorState } from "@/shared/ui/error-state";
import classes from "./help-overlay.module.css";

const NAMES: Record<string, string> = { postgresql: "SQL and text", valkey: "Queue and cache", graph: "Graph" };

function EngineRow({ name, engine }: { name: string; engine: EngineInfo }) {
  return (
    <tr>
      <th scope="row">{NAMES[name] ?? name}</th>
      <td>
        {engine.ok ? (
          engine.version
        ) : (
          <span className={classes.down}>Down: {engine.message || "no answer"}</span>
        )}
      </td>
      <td className={classes.dim}>
        {engine.address}
        {engine.embedded ? ", started by this installation" : ", external"}
      </td>
    </tr>
  );
}

/** Version, engines in use, compute device and encoder, as the server tells them. */
export function SystemFacts() {
  const system = useSystem();
  if (system.isPending) return <Skeleton height={120} />;
  if (system.isError) return <ErrorState error={system.error} onRetry={() => void system.refetch()} />;
  const { version, engines, device, device_used: used, encoder } = system.data;
  return (
    <table className={classes.facts}>
      <tbody>
        <tr>
          <th scope="row">Version</th>
          <td colSpan={2}>{version}</td>
        </tr>
        {Object.entries(engines).map(([name, engine]) => (
          <EngineRow key={name} name={name} engine={engine} />
        ))}
        <tr>
          <th scope="row">Device</th>
          <td colSpan={2}>{used === "" ? `${device} (no worker has computed yet)` : used}</td>
        </tr>
        <tr>
          <th scope="row">Encoder</th>
          <td colSpan={2}>{encoder}</td>
        </tr>
      </tbody>
    </table>
  );
}
