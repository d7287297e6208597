import { Anchor, Menu, Text } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { changesLevel } from "@/features/diagram/levels/level-model";
import { treeModel } from "@/features/diagram/model/tree-model";
import { parseSelection, selectionText } from "@/features/diagram/view/selection";
import { ReadAloudBar } from "@/features/read-aloud/read-aloud-bar";
import { useReader } from "@/features/read-aloud/use-reader";
import { ApiError } from "@/shared/api/client";
import { useTree } from "@/shared/api/trees";
import type { Tree } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { treeTitle } from "@/shared/lib/tree-words";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { RunExperiment } from "@/shared/ui/run-experiment";
import { TreeActions } from "./tree-actions";
import { TreeKin } from "./tree-kin";
import { treeScript } from "./tree-script";
import classes from "./trees-page.module.css";

/** `/trees/<id>`. */
export function TreePage() {
  const tree = useTree(useParams().id ?? "");
  useDocumentTitle(tree.data && treeTitle(tree.data));
  if (tree.error instanceof ApiError && tree.error.status === 404) return <NotFound title="There is no such tree" />;
  if (tree.isError) return <ErrorState error={tree.error} onRetry={() => void tree.refetch()} busy={tree.isFetching} />;
  if (tree.data === undefined) return <ListSkeleton label="Loading the tree" />;
  return <TreeView key={tree.data.id} data={tree.data} />;
}

/** One tree, as a diagram, as files and read aloud; below it where it comes from and what came of it. */
function TreeView({ data }: { data: Tree }) {
  const [{ sel, level }, setUrl] = useUrlState(["sel", "level"]);
  const [lit, light] = useState<ReadonlySet<string>>();
  const model = useMemo(() => treeModel(data), [data]);
  const selected = useMemo(() => parseSelection(sel), [sel]);
  const script = useMemo(() => treeScript(data), [data]);
  const reader = useReader(script);
  const papers = data.papers.slice(0, 3);
  const node = selected !== null && "node" in selected ? data.nodes.find(({ id }) => id === selected.node) : undefined;
  return (
    <Page wide>
      <PageHeader
        title={treeTitle(data)}
        description={
          <>
            {plural(data.nodes.length, "node")}
            {papers.length > 0 && " from "}
            {papers.map((paper, at) => (
              <span key={paper.arxiv_id}>
                {at > 0 && ", "}
                <Anchor component={Link} to={paperLink(paper.arxiv_id)}>
                  {paper.title}
                </Anchor>
              </span>
            ))}
            {data.papers.length > 3 && ` and ${plural(data.papers.length - 3, "more paper")}`}
          </>
        }
        actions={<TreeActions tree={data} />}
      />
      <ReadAloudBar reader={reader} reads="the branches of the tree" />
      <Panel label="Diagram" flush className={classes.viewer}>
        <DiagramViewer
          model={model}
          selected={selected}
          lit={lit}
          level={level}
          onLevel={(next) => setUrl({ level: next }, { push: true })}
          onSelect={(selection, next) =>
            setUrl({ sel: selectionText(selection), level: next }, { push: changesLevel(data.levels, level, next) })
          }
          lead={
            <Text size="sm" c="dimmed" truncate>
              {node ? `${node.label}: ${plural(node.papers.length, "paper")}` : `Tree ${data.id}`}
            </Text>
          }
          tools={<RunExperiment size="compact-sm" papers={(node ?? data).papers.map((paper) => paper.arxiv_id)} />}
          exports={() => (
            <Menu.Item
              leftSection={<IconBraces size={16} />}
              onClick={() => download(fileName(treeTitle(data), "json"), JSON.stringify(data, null, 2), "application/json")}
            >
              JSON
            </Menu.Item>
          )}
        />
      </Panel>
      <TreeKin tree={data} lit={lit} onLight={light} onSelect={(id) => setUrl({ sel: selectionText({ node: id }) }, { push: true })} />
    </Page>
  );
}
