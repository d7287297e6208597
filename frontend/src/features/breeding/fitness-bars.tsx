import { Tooltip } from "@mantine/core";
import type { Fitness } from "@/shared/api/types";
import classes from "./fitness-bars.module.css";
import { figure, PART_HELP, PART_WORDS, PARTS } from "./parts";

interface Props {
  fitness: Fitness;
  /** The best figures among the parents, marked on the bars. */
  reference?: Fitness;
}

/** The parts of fitness as bars with their figures; never one number for all. */
export function FitnessBars({ fitness, reference }: Props) {
  return (
    <dl className={classes.bars}>
      {PARTS.map((part) => (
        <div key={part} className={classes.row}>
          <Tooltip label={PART_HELP[part]} multiline maw={280}>
            <dt>{PART_WORDS[part]}</dt>
          </Tooltip>
          <dd>
            <span className={classes.track} aria-hidden>
              <span className={classes.bar} style={{ width: `${100 * fitness[part]}%` }} />
              {reference !== undefined && part !== "novelty" && (
                <span className={classes.tick} style={{ left: `${100 * reference[part]}%` }} />
              )}
            </span>
            <span className={classes.figure} data-figures>
              {figure(fitness[part])}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the tick on the bars means. */
export function TickNote() {
  return (
    <span className={classes.note}>
      <span className={classes.mark} aria-hidden /> the best of the parents
    </span>
  );
}
