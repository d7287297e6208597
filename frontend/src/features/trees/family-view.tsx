import { Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { TreeFamily } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { KIND_WORDS } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import { BOX, familyLayout } from "./family-layout";
import classes from "./family-view.module.css";

/** The tree among its ancestors and descendants, each a link; nothing for a tree without either. */
export function FamilyView({ family }: { family: TreeFamily }) {
  if (family.ancestors.length === 0 && family.descendants.length === 0) return null;
  const { boxes, lines, width, height, hidden } = familyLayout(family);
  return (
    <Panel label="Family">
      <Title order={2}>Family</Title>
      <Text size="sm" c="dimmed" mb={12}>
        {plural(family.ancestors.length, "ancestor")} above, {plural(family.descendants.length, "descendant")} below.
        {hidden > 0 && ` ${hidden} more have no room here.`}
      </Text>
      {/* A drawing that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Family tree">
        <div className={classes.stage} style={{ width, height }}>
          <svg width={width} height={height} aria-hidden className={classes.lines}>
            {lines.map(({ from, to }) => {
              const [x1, y1] = [from.x + BOX.width / 2, from.y + BOX.height];
              const [x2, y2] = [to.x + BOX.width / 2, to.y];
              const middle = (y1 + y2) / 2;
              return <path key={`${from.id}~${to.id}`} d={`M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`} />;
            })}
          </svg>
          {boxes.map((box) => (
            <Link
              key={box.id}
              to={`/trees/${box.id}`}
              className={classes.box}
              aria-current={box.step === 0 ? "page" : undefined}
              style={{ left: box.x, top: box.y, width: BOX.width, height: BOX.height }}
              title={box.title}
            >
              <span className={classes.name}>{box.title}</span>
              <span className={classes.kind}>
                {box.step === 0 ? "this tree" : KIND_WORDS[box.kind as keyof typeof KIND_WORDS]}
                {box.archived && " · archived"}
              </span>
            </Link>
          ))}
        </div>
      </div>
    </Panel>
  );
}
