import { Menu, Skeleton, Text } from "@mantine/core";
import { IconMarkdown } from "@tabler/icons-react";
import { useMemo } from "react";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { treeModel } from "@/features/diagram/model/tree-model";
import type { Paper } from "@/shared/api/types";
import { ErrorState } from "@/shared/ui/error-state";
import { exportPath } from "./get-citation";
import { usePaperTree } from "./get-paper-tree";
import classes from "./paper-page.module.css";

interface Props {
  paper: Paper;
  pointed: string | null;
  onPoint: (term: string | null) => void;
}

/** The paper's own tree of key terms; in step with the list of terms. */
export function PaperDiagram({ paper, pointed, onPoint }: Props) {
  const tree = usePaperTree(paper.arxiv_id);
  const model = useMemo(() => (tree.data ? treeModel(tree.data) : undefined), [tree.data]);
  const lit = useMemo(() => {
    const hits = model?.nodes.filter((node) => node.label === pointed).map((node) => node.id) ?? [];
    return hits.length > 0 ? new Set(hits) : undefined;
  }, [model, pointed]);
  if (tree.isError) return <ErrorState title="No tree" error={tree.error} onRetry={() => void tree.refetch()} />;
  if (model === undefined) return <Skeleton height={440} />;
  return (
    <div className={classes.diagram}>
      <DiagramViewer
        model={model}
        lit={lit}
        onHover={(selection) => {
          const id = selection !== null && "node" in selection ? selection.node : undefined;
          onPoint(model.nodes.find((node) => node.id === id)?.label ?? null);
        }}
        lead={
          <Text fw={600} component="h2" fz="md" m={0}>
            Key concepts
          </Text>
        }
        exports={
          <>
            <Menu.Label>Report</Menu.Label>
            <Menu.Item component="a" href={exportPath(paper.arxiv_id, "md")} download leftSection={<IconMarkdown size={16} />}>
              Markdown
            </Menu.Item>
          </>
        }
      />
    </div>
  );
}
