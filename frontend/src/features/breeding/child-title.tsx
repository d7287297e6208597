import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { BreedingChild } from "@/shared/api/types";
import { treeTitle } from "@/shared/lib/tree-words";
import classes from "./child-title.module.css";

interface Props {
  child: BreedingChild;
  /** What can be done with it, at the end of the line. */
  children: ReactNode;
}

/** A child's name, which leads to its page. */
export function ChildTitle({ child, children }: Props) {
  const title = treeTitle(child);
  return (
    <div className={classes.title}>
      <Anchor component={Link} to={`/trees/${child.id}`} c="var(--text)" fw={600} lineClamp={2} title={title}>
        {title}
      </Anchor>
      {children}
    </div>
  );
}
