import { Text } from "@mantine/core";
import type { Synthesis } from "@/shared/api/types";
import classes from "./detail-pane.module.css";
import { GraphHash } from "./graph-hash";

interface Props {
  synthesis: Synthesis;
}

/** How the diagram came about: every decision of the merge in a sentence, then what people changed. */
export function LogPane({ synthesis }: Props) {
  const { kept, lost } = synthesis.edits;
  const parts = [
    { title: "Changed by hand", lines: kept.map((line) => `${line}.`) },
    { title: "By hand, but not to be applied to this merge", lines: lost.map((line) => `${line}: not to be found here; kept for a merge that has it.`) },
    { title: "How this was merged", lines: synthesis.log },
  ];
  return (
    <>
      <GraphHash synthesis={synthesis} />
      {parts.map(({ title, lines }) => {
        if (lines.length === 0) return null;
        return (
          <section key={title} className={classes.section}>
            <h3>{title}</h3>
            <ol className={classes.log}>
              {lines.map((line, at) => (
                <li key={at}>{line}</li>
              ))}
            </ol>
          </section>
        );
      })}
      {synthesis.log.length === 0 && (
        <Text size="sm" c="dimmed" mt="md">
          This version kept no log of its merge.
        </Text>
      )}
    </>
  );
}
