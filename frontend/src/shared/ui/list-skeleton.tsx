import { Skeleton } from "@mantine/core";
import classes from "./list-skeleton.module.css";

type Props = { rows?: number; label?: string };

/** Grey rows in the shape of a list while it loads. */
export function ListSkeleton({ rows = 8, label = "Loading" }: Props) {
  return (
    <div role="status" aria-label={label} className={classes.list}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.row}>
          <Skeleton height={12} width={`${78 - ((index * 13) % 34)}%`} />
          <Skeleton height={9} width={`${46 - ((index * 7) % 20)}%`} />
        </div>
      ))}
    </div>
  );
}
