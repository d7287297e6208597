import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./problem.module.css";

/** A failure told in place: a sign, a heading if there is one, and the sentence. */
export function Problem({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
      <div>
        {title !== undefined && <div className={classes.title}>{title}</div>}
        {children}
      </div>
    </div>
  );
}
