import { Button, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Generation } from "@/shared/api/types";
import { bestLine, chartSentence, pointsOf, sampled, spreadBand } from "./chart-model";
import classes from "./fitness-charts.module.css";
import { figure, type Part, PART_WORDS, PARTS } from "./parts";

interface Props {
  history: readonly Generation[];
  /** How many generations there will be. */
  generations: number;
}

const WIDTH = 200;
const HEIGHT = 72;
const ROWS = 40;

/** Best and spread of each part of fitness from generation to generation: as charts, and as a table of figures. */
export function FitnessCharts({ history, generations }: Props) {
  const [table, { toggle }] = useDisclosure(false);
  const rows = sampled(history, ROWS);
  const left = history.length - rows.length;
  return (
    <div>
      <div className={classes.charts}>
        {PARTS.map((part) => (
          <Chart key={part} part={part} history={history} last={Math.max(generations, 2)} />
        ))}
      </div>
      <div className={classes.foot}>
        <span className={classes.key}>
          <span className={classes.line} aria-hidden /> best of the generation
        </span>
        <span className={classes.key}>
          <span className={classes.band} aria-hidden /> spread: from the best to the lowest that lives on
        </span>
        <Button size="compact-xs" variant="subtle" aria-expanded={table} onClick={toggle}>
          {table ? "Hide the figures" : "Show the figures"}
        </Button>
      </div>
      {table && (
        // A table that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.table} tabIndex={0} role="region" aria-label="Figures of the generations">
          <Table withRowBorders={false} verticalSpacing={3} data-figures>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Generation</Table.Th>
                <Table.Th>New children</Table.Th>
                {PARTS.map((part) => (
                  <Table.Th key={part}>{PART_WORDS[part]}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.generation}>
                  <Table.Td>{row.generation}</Table.Td>
                  <Table.Td>{row.children}</Table.Td>
                  {PARTS.map((part) => (
                    <Table.Td key={part}>
                      {figure(row.best[part])} <span className={classes.spread}>± {figure(row.spread[part])}</span>
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt={4}>
            Best, and after ± the spread.{left > 0 && ` ${left} generations between these are left out here; the JSON has all.`}
          </Text>
        </div>
      )}
    </div>
  );
}

function Chart({ part, history, last }: { part: Part; history: readonly Generation[]; last: number }) {
  const points = pointsOf(history, part);
  const frame = { width: WIDTH, height: HEIGHT, last };
  const now = points[points.length - 1];
  return (
    <figure className={classes.chart}>
      <figcaption>
        <span>{PART_WORDS[part]}</span>
        <b data-figures>{now === undefined ? "–" : figure(now.best)}</b>
      </figcaption>
      <svg viewBox={`-1 -3 ${WIDTH + 6} ${HEIGHT + 6}`} role="img" aria-label={chartSentence(points, part)}>
        {[0, 0.5, 1].map((value) => (
          <line key={value} x1={0} x2={WIDTH} y1={(1 - value) * HEIGHT} y2={(1 - value) * HEIGHT} className={classes.grid} />
        ))}
        <path d={spreadBand(points, frame)} className={classes.area} />
        <path d={bestLine(points, frame)} className={classes.best} />
        {now !== undefined && (
          <circle cx={((now.generation - 1) / (last - 1)) * WIDTH} cy={(1 - now.best) * HEIGHT} r={3} className={classes.dot} />
        )}
      </svg>
    </figure>
  );
}
