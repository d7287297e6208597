import { Button, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { formatNumber, plural } from "@/shared/lib/format";
import classes from "./topic-page.module.css";
import type { Topic } from "./topic-types";
import { growthSpans, growthWords } from "./topic-words";
import { YearBars } from "./year-bars";

/** Papers of a topic by year as a chart and as figures, with the growth and its formula. */
export function TopicYears({ topic }: { topic: Topic }) {
  const [table, { toggle }] = useDisclosure(false);
  return (
    <>
      <h2 className={classes.heading}>Papers per year</h2>
      <p className={classes.dim}>
        {plural(topic.papers, "paper")} of this library hold a concept of the topic
        {topic.undated > 0 && `, ${formatNumber(topic.undated)} of them without a date`}.
      </p>
      <YearBars years={topic.years} />
      <p className={classes.dim}>
        <strong>Growth {growthWords(topic.growth)}</strong> · {growthSpans(topic.growth)}. Growth is the {topic.growth_formula}.
      </p>
      {topic.years.length > 0 && (
        <Button size="compact-xs" variant="subtle" aria-expanded={table} onClick={toggle}>
          {table ? "Hide the figures" : "Show the figures"}
        </Button>
      )}
      {table && (
        // A table that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.table} tabIndex={0} role="region" aria-label="Figures of the years">
          <Table withRowBorders={false} verticalSpacing={3} data-figures>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Year</Table.Th>
                <Table.Th>Papers</Table.Th>
                <Table.Th>Papers of the library</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {topic.years.map((year) => (
                <Table.Tr key={year.year}>
                  <Table.Td>{year.year}</Table.Td>
                  <Table.Td>{formatNumber(year.papers)}</Table.Td>
                  <Table.Td>{formatNumber(year.library)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </>
  );
}
