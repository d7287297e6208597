import { Anchor, Badge, Menu, Text } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useParams } from "react-router";
import { DiagramViewer } from "@/features/diagram/diagram-viewer";
import { changesLevel } from "@/features/diagram/levels/level-model";
import { treeModel } from "@/features/diagram/model/tree-model";
import { parseSelection, selectionText } from "@/features/diagram/view/selection";
import { ApiError } from "@/shared/api/client";
import { download, fileName } from "@/shared/lib/download";
import { plural } from "@/shared/lib/format";
import { paperLink } from "@/shared/lib/paper-link";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { NotFound } from "@/shared/ui/not-found";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import { useTree } from "./get-tree";
import { KIND_WORDS } from "./tree-words";
import classes from "./trees-page.module.css";

/** `/trees/<id>`: one tree, as a diagram and as files. */
export function TreePage() {
  const tree = useTree(useParams().id ?? "");
  const [{ sel, level }, setUrl] = useUrlState(["sel", "level"]);
  useDocumentTitle(tree.data?.title);
  const model = useMemo(() => (tree.data ? treeModel(tree.data) : undefined), [tree.data]);
  const selected = useMemo(() => parseSelection(sel), [sel]);
  if (tree.error instanceof ApiError && tree.error.status === 404) return <NotFound title="There is no such tree" />;
  if (tree.isError) return <ErrorState error={tree.error} onRetry={() => void tree.refetch()} busy={tree.isFetching} />;
  if (tree.data === undefined || model === undefined) return <ListSkeleton label="Loading the tree" />;
  const { data } = tree;
  const papers = data.papers.slice(0, 3);
  const node = selected !== null && "node" in selected ? data.nodes.find(({ id }) => id === selected.node) : undefined;
  return (
    <Page wide>
      <PageHeader
        title={data.title}
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
        actions={
          <>
            <Badge variant="light">{KIND_WORDS[data.kind]}</Badge>
            {data.archived && <Badge color="gray">archived</Badge>}
          </>
        }
      />
      <Panel label="Diagram" flush className={classes.viewer}>
        <DiagramViewer
          model={model}
          selected={selected}
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
          exports={
            <Menu.Item
              leftSection={<IconBraces size={16} />}
              onClick={() => download(fileName(data.title, "json"), JSON.stringify(data, null, 2), "application/json")}
            >
              JSON
            </Menu.Item>
          }
        />
      </Panel>
    </Page>
  );
}
