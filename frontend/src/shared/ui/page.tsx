import type { ReactNode } from "react";
import classes from "./page.module.css";

type Props = { children: ReactNode; wide?: boolean };

/** The padded column of an ordinary page; full-bleed pages leave it out. */
export function Page({ children, wide = false }: Props) {
  return <div className={wide ? classes.wide : classes.page}>{children}</div>;
}
