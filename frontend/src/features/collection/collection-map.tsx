import { Button, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useMemo } from "react";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { treeModel, withHands } from "@/features/diagram/model/tree-model";
import type { Selection } from "@/features/diagram/view/selection";
import { useMayWrite } from "@/shared/api/may-write";
import type { Collection, PaperSummary, Synthesis, SynthesisSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { CollectionExports } from "./collection-exports";
import classes from "./collection-view.module.css";
import { EditPanel } from "./edit-panel";
import { MergeBar } from "./merge-bar";
import { MergeExports } from "./merge-exports";
import { MergeProgress } from "./merge-progress";
import { Timeline } from "./timeline";
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
  /** What of the diagram is put away. */
  folds: string;
  onFolds: (folds: string) => void;
  papers: readonly PaperSummary[];
  onVersion: (version: string) => void;
  onSynthesis: (id: string) => void;
}

/** The merged diagram with what steers it. */
export function CollectionMap(props: Props) {
  const { collection, synthesis, merging, selected, lit } = props;
  const mayWrite = useMayWrite();
  const [editing, edit] = useDisclosure(false);
  const model = useMemo(() => withHands(treeModel(synthesis), synthesis.edits), [synthesis]);
  const newest = synthesis.versions[0]?.number;
  const older = synthesis.version !== newest;
  const mount = `${synthesis.id}:${synthesis.version}`;
  return (
    <div className={classes.map}>
      <MergeBar
        key={mount}
        synthesis={synthesis}
        syntheses={props.syntheses}
        version={props.version}
        // A new version would take the text from under the hand that edits it.
        busy={merging.running || editing}
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
          folds={props.folds}
          onFolds={props.onFolds}
          lead={
            <Text size="sm" c="dimmed" truncate>
              {plural(synthesis.papers.length, "paper")} · {plural(synthesis.nodes.length, "node")}
              {older && ` · version ${synthesis.version} of ${newest}`}
            </Text>
          }
          tools={
            mayWrite && (
              <Tooltip label={older ? "Restore this version first; the newest one is what is edited" : "Edit the Mermaid text"} withinPortal={false}>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconPencil size={15} />}
                  data-disabled={older || undefined}
                  aria-expanded={editing}
                  onClick={older ? (event) => event.preventDefault() : edit.toggle}
                >
                  Edit
                </Button>
              </Tooltip>
            )
          }
          exports={(onPaper) => (
            <>
              <MergeExports synthesis={synthesis} onPaper={onPaper} />
              <CollectionExports collection={collection} />
            </>
          )}
        />
      </div>
      {editing && !older && <EditPanel key={mount} synthesis={synthesis} onClose={edit.close} onApplied={edit.close} />}
      {!editing && (
        <Timeline
          key={`years:${mount}`}
          papers={props.papers}
          synthesis={synthesis}
          disabled={merging.running || !mayWrite}
          onYears={(years) =>
            merging.start(years === undefined ? { from: null, to: null } : { from: `${years.from}-01-01`, to: `${years.to}-12-31` })
          }
        />
      )}
    </div>
  );
}
