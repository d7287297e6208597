import { Text } from "@mantine/core";
import { useMemo } from "react";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { treeModel } from "@/features/diagram/model/tree-model";
import type { Selection } from "@/features/diagram/view/selection";
import type { Collection, Synthesis, SynthesisSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { CollectionExports } from "./collection-exports";
import classes from "./collection-view.module.css";
import { MergeBar } from "./merge-bar";
import { MergeProgress } from "./merge-progress";
import type { Merging } from "./use-merge";

interface Props {
  collection: Collection;
  synthesis: Synthesis;
  syntheses: readonly SynthesisSummary[];
  version: string;
  merging: Merging;
  selected: Selection | null;
  lit: ReadonlySet<string> | undefined;
  level: string;
  onSelect: (selection: Selection | null, level: string | undefined) => void;
  onLevel: (level: string) => void;
  onHover: (selection: Selection | null) => void;
  onVersion: (version: string) => void;
  onSynthesis: (id: string) => void;
}

/** The merged diagram with what steers it. */
export function CollectionMap(props: Props) {
  const { collection, synthesis, merging, selected, lit } = props;
  const model = useMemo(() => treeModel(synthesis), [synthesis]);
  return (
    <div className={classes.map}>
      <MergeBar
        key={`${synthesis.id}:${synthesis.version}`}
        synthesis={synthesis}
        syntheses={props.syntheses}
        version={props.version}
        busy={merging.running}
        onMerge={merging.start}
        onVersion={props.onVersion}
        onSynthesis={props.onSynthesis}
      />
      <MergeProgress merging={merging} />
      <div className={classes.fill}>
        <DiagramViewer
          model={model}
          selected={selected}
          level={props.level}
          onLevel={props.onLevel}
          lit={lit}
          onSelect={props.onSelect}
          onHover={props.onHover}
          lead={
            <Text size="sm" c="dimmed" truncate>
              {plural(synthesis.papers.length, "paper")} · {plural(synthesis.nodes.length, "node")}
            </Text>
          }
          exports={<CollectionExports collection={collection} synthesis={synthesis} />}
        />
      </div>
    </div>
  );
}
