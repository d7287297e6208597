import { Badge, Text } from "@mantine/core";
import type { Difference } from "@/shared/api/types";
import classes from "./difference-list.module.css";
import { type DifferenceRow, rowsOf } from "./difference-rows";

interface Props {
  difference: Difference;
}

const COLOURS: Record<DifferenceRow["what"], string> = { added: "green", removed: "red", relabelled: "blue", moved: "grape", changed: "gray" };

/** Added, removed, relabelled, moved: one line each. */
export function DifferenceList({ difference }: Props) {
  const rows = rowsOf(difference);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The two say the same.
      </Text>
    );
  }
  return (
    <ul className={classes.list} aria-label="Difference">
      {rows.map((row, at) => (
        <li key={at} data-change={row.what}>
          <Badge size="sm" variant="light" color={COLOURS[row.what]} className={classes.what}>
            {row.what}
          </Badge>
          <span>
            <span className={row.what === "removed" ? classes.gone : undefined}>{row.text}</span>
            {row.note !== "" && <span className={classes.note}> {row.note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
