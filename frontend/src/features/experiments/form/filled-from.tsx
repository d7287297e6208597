import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { Run } from "@/shared/api/experiment-types";
import { runLink } from "@/shared/lib/experiment-links";
import { formatMoment } from "@/shared/lib/format";

/** Says which run the form was filled in from, and what has been changed since. */
export function FilledFrom({ run, labels }: { run: Run; labels: readonly string[] }) {
  const changed =
    labels.length === 0
      ? "Nothing is changed yet; change one thing to see what it does."
      : labels.length === 1
        ? `Changed: ${labels[0]}.`
        : `Changed: ${labels.join(", ")}. With more than one change it will be hard to say which did what.`;
  return (
    <Text size="sm" role="status">
      Filled in from <Link to={runLink(run.id)}>the run of {formatMoment(run.created_at)}</Link>. {changed}
    </Text>
  );
}
