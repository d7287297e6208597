import type { ReactNode } from "react";
import classes from "./panel.module.css";

type Props = { children: ReactNode; label?: string; className?: string; flush?: boolean };

/** A bordered surface; with a `label` it is a named region. `flush` drops the padding, for lists. */
export function Panel({ children, label, className, flush = false }: Props) {
  const names = [classes.panel, flush ? classes.flush : classes.padded, className ?? ""].filter((name) => name !== "").join(" ");
  return label === undefined ? (
    <div className={names}>{children}</div>
  ) : (
    <section aria-label={label} className={names}>
      {children}
    </section>
  );
}
