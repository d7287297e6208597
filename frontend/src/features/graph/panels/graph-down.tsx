import { ErrorState } from "@/shared/ui/error-state";
import { isDown } from "../api/graph-calls";

interface Props {
  error: Error;
  onRetry: () => void;
  busy: boolean;
}

/** The graph's server is away, or it refused; the rest of the house goes on. */
export function GraphDown({ error, onRetry, busy }: Props) {
  const down = isDown(error);
  return (
    <ErrorState order={1} title={down ? "The graph is not available just now" : "This graph could not be loaded"} error={error} onRetry={onRetry} busy={busy}>
      {down && <p style={{ margin: "4px 0 0" }}>Papers, collections and trees work as ever; the graph catches up by itself.</p>}
    </ErrorState>
  );
}
