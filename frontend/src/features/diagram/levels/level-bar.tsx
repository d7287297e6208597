import { ActionIcon, Anchor } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconStack2 } from "@tabler/icons-react";
import { Fragment } from "react";
import { plural } from "@/shared/lib/format";
import type { DiagramLevel, DiagramModel } from "../model/diagram-model";
import { plainLabel } from "../render/match-nodes";
import classes from "./level-bar.module.css";

interface Props {
  model: DiagramModel;
  path: readonly DiagramLevel[];
  onOpen: (id: string) => void;
}

/** Where in a diagram of several levels one is, the way back, and that nothing of it is lost. */
export function LevelBar({ model, path, onOpen }: Props) {
  const level = path[path.length - 1];
  const levels = model.levels ?? [];
  if (level === undefined) return null;
  const labels = new Map(model.nodes.map((node) => [node.id, plainLabel(node.label) || node.id]));
  const pages = levels.filter((one) => one.node === level.node);
  const [before, after] = [pages[level.page - 2], pages[level.page]];
  return (
    <div className={classes.bar} data-testid="level-bar">
      <nav className={classes.path} aria-label="Levels">
        <IconStack2 size={16} aria-hidden className={classes.icon} />
        {path.map((one, at) => (
          <Fragment key={one.id}>
            {at > 0 && <IconChevronRight size={14} aria-hidden className={classes.icon} />}
            {one === level ? (
              <span className={classes.here} aria-current="location">
                {labels.get(one.node)}
              </span>
            ) : (
              <Anchor component="button" type="button" size="sm" className={classes.up} onClick={() => onOpen(one.id)}>
                {labels.get(one.node)}
              </Anchor>
            )}
          </Fragment>
        ))}
        {level.pages > 1 && (
          <span className={classes.pages}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={26}
              aria-label="Page before"
              disabled={!before}
              onClick={() => before && onOpen(before.id)}
            >
              <IconChevronLeft size={15} />
            </ActionIcon>
            {level.page} of {level.pages}
            <ActionIcon variant="subtle" color="gray" size={26} aria-label="Next page" disabled={!after} onClick={() => after && onOpen(after.id)}>
              <IconChevronRight size={15} />
            </ActionIcon>
          </span>
        )}
      </nav>
      <span className={classes.note}>
        {plural(model.nodes.length, "node")} are too many for one drawing, so they stand in {plural(levels.length, "level")}; a node
        with a number opens the level below it.
        {level.hidden_links > 0 && ` ${plural(level.hidden_links, "link")} to other levels ${level.hidden_links === 1 ? "is" : "are"} not drawn here.`}
      </span>
    </div>
  );
}
