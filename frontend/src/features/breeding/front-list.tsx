import { Anchor, Button, Table, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "react-router";
import type { BreedingChild } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { treeTitle } from "@/shared/lib/tree-words";
import { Panel } from "@/shared/ui/panel";
import classes from "./front-list.module.css";
import { figure, PART_WORDS, PARTS } from "./parts";

interface Props {
  rows: readonly BreedingChild[];
  busy: boolean;
  onKeep: (child: BreedingChild) => void;
}

/** The children of the front beyond those shown as cards, with their figures; closed until asked for. */
export function FrontList({ rows, busy, onKeep }: Props) {
  const [open, { toggle }] = useDisclosure(false);
  if (rows.length === 0) return null;
  return (
    <section aria-label="The rest of the front" className={classes.section}>
      <div className={classes.head}>
        <Title order={2}>{plural(rows.length, "more child", "more children")} that no other beats in every part</Title>
        <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={toggle}>
          {open ? "Hide" : "Show"}
        </Button>
      </div>
      {open && (
        <Panel flush>
          {/* A table that scrolls must be reachable by keyboard. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={classes.scroll} tabIndex={0} role="region" aria-label="Figures of the rest of the front">
            <Table verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Child</Table.Th>
                  <Table.Th>Born</Table.Th>
                  {PARTS.map((part) => (
                    <Table.Th key={part}>{PART_WORDS[part]}</Table.Th>
                  ))}
                  <Table.Th aria-label="Keep" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody data-figures>
                {rows.map((child) => (
                  <Table.Tr key={child.id}>
                    <Table.Td className={classes.title}>
                      <Anchor component={Link} to={`/trees/${child.id}`} c="var(--text)">
                        {treeTitle(child)}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{child.born}</Table.Td>
                    {PARTS.map((part) => (
                      <Table.Td key={part}>{figure(child.fitness[part])}</Table.Td>
                    ))}
                    <Table.Td>
                      <Button
                        size="compact-xs"
                        variant={child.kept ? "filled" : "default"}
                        aria-pressed={child.kept}
                        disabled={busy}
                        onClick={() => onKeep(child)}
                      >
                        {child.kept ? "Kept" : "Keep"}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </Panel>
      )}
    </section>
  );
}
