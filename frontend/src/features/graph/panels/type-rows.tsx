import { UnstyledButton } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatNumber } from "@/shared/lib/format";
import classes from "./side.module.css";

interface RowProps {
  icon: ReactNode;
  label: string;
  count: number;
  hidden: boolean;
  onToggle: () => void;
}

/** One type of the legend: what it looks like, how many there are, and whether they are on show. */
export function TypeRow({ icon, label, count, hidden, onToggle }: RowProps) {
  const Eye = hidden ? IconEyeOff : IconEye;
  return (
    <li>
      <UnstyledButton className={classes.typeRow} aria-pressed={!hidden} onClick={onToggle} title={hidden ? `Show ${label}` : `Hide ${label}`}>
        {icon}
        <span className={classes.typeName}>{label}</span>
        <span data-figures className={classes.typeCount}>
          {formatNumber(count)}
        </span>
        <Eye size={15} stroke={1.6} aria-hidden />
      </UnstyledButton>
    </li>
  );
}
