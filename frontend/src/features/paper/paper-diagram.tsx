import { Menu, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { IconMarkdown } from "@tabler/icons-react";
import { useMemo } from "react";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { treeModel } from "@/features/diagram/model/tree-model";
import type { Paper, PaperStyle } from "@/shared/api/types";
import { ErrorState } from "@/shared/ui/error-state";
import { exportPath } from "./get-citation";
import { usePaperTree } from "./get-paper-tree";
import classes from "./paper-page.module.css";
import { hasConcepts } from "./paper-style";

interface Props {
  paper: Paper;
  style: PaperStyle;
  onStyle: (style: PaperStyle) => void;
  pointed: string | null;
  onPoint: (term: string | null) => void;
}

const alike = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** The paper's own tree of key terms; in step with the list of terms. */
export function PaperDiagram({ paper, style, onStyle, pointed, onPoint }: Props) {
  const tree = usePaperTree(paper.arxiv_id, style);
  const model = useMemo(() => (tree.data ? treeModel(tree.data) : undefined), [tree.data]);
  const lit = useMemo(() => {
    const hits = model?.nodes.filter((node) => pointed !== null && alike(node.label, pointed)).map((node) => node.id) ?? [];
    return hits.length > 0 ? new Set(hits) : undefined;
  }, [model, pointed]);
  if (tree.isError) return <ErrorState title="No tree" error={tree.error} onRetry={() => void tree.refetch()} />;
  if (model === undefined) return <Skeleton height={440} />;
  const terms = style === "concept" ? paper.terms : paper.plain_terms;
  return (
    <div className={classes.diagram}>
      <DiagramViewer
        model={model}
        lit={lit}
        onHover={(selection) => {
          const id = selection !== null && "node" in selection ? selection.node : undefined;
          const label = model.nodes.find((node) => node.id === id)?.label;
          onPoint(terms.find((term) => label !== undefined && alike(term.text, label))?.text ?? null);
        }}
        lead={
          hasConcepts(paper) ? (
            <SegmentedControl
              size="xs"
              aria-label="Kind of tree"
              data={[
                { value: "concept", label: "Concepts" },
                { value: "classic", label: "Classic" },
              ]}
              value={style}
              onChange={(value) => onStyle(value)}
            />
          ) : (
            <Text fw={600} component="h2" fz="md" m={0}>
              Key concepts
            </Text>
          )
        }
        exports={() => (
          <>
            <Menu.Label>Report</Menu.Label>
            <Menu.Item component="a" href={exportPath(paper.arxiv_id, "md")} download leftSection={<IconMarkdown size={16} />}>
              Markdown
            </Menu.Item>
          </>
        )}
      />
    </div>
  );
}
