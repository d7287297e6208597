import { Badge, Button, Center, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconBinaryTree2, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useTrees } from "@/shared/api/trees";
import type { TreeSummary } from "@/shared/api/types";
import { formatDate, plural } from "@/shared/lib/format";
import { KIND_TABS, KIND_WORDS, STYLE_TABS, STYLE_WORDS, treeTitle } from "@/shared/lib/tree-words";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { Panel } from "@/shared/ui/panel";
import lines from "@/shared/ui/row-list.module.css";
import classes from "./trees-page.module.css";

function TreeRow({ tree }: { tree: TreeSummary }) {
  return (
    <li>
      <Link to={`/trees/${tree.id}`} className={`${lines.row} ${classes.row}`}>
        <IconBinaryTree2 size={20} className={classes.icon} aria-hidden />
        <span className={`${lines.text} ${classes.text}`}>
          <span className={lines.title}>{treeTitle(tree)}</span>
          <span className={lines.meta}>
            {plural(tree.nodes, "node")} · {plural(tree.papers, "paper")} · {formatDate(tree.created_at)}
          </span>
        </span>
        {tree.style !== "" && <Badge variant="default">{STYLE_WORDS[tree.style]}</Badge>}
        <Badge variant={tree.kind === "paper" ? "default" : "light"}>{KIND_WORDS[tree.kind]}</Badge>
      </Link>
    </li>
  );
}

/** `/trees`: every tree that something points to. */
export function TreesPage() {
  useDocumentTitle("Trees");
  const [{ kind, style, q }, setUrl] = useUrlState(["kind", "style", "q"]);
  const [typed, setTyped] = useState(q);
  const trees = useTrees({ kind, style, q });
  const ask = useDebouncedCallback((text: string) => setUrl({ q: text.trim() }), 250);
  const unfiltered = kind === "" && style === "" && q === "";
  const rows = trees.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page>
      <PageHeader title="Trees" description="Trees of single papers, trees merged from collections, and their children." />
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          aria-label="Filter by title"
          placeholder="Filter by title"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            ask(event.currentTarget.value);
          }}
        />
        <SegmentedControl aria-label="Kind of tree" data={KIND_TABS} value={kind} onChange={(value) => setUrl({ kind: value, style: null })} />
        {kind === "paper" && (
          <SegmentedControl aria-label="Style of tree" data={STYLE_TABS} value={style} onChange={(value) => setUrl({ style: value })} />
        )}
      </div>
      {trees.isError ? (
        <ErrorState error={trees.error} onRetry={() => void trees.refetch()} busy={trees.isFetching} />
      ) : trees.isPending ? (
        <Panel flush>
          <ListSkeleton label="Loading the trees" />
        </Panel>
      ) : rows.length === 0 ? (
        <EmptyState
          icon={<IconBinaryTree2 size={24} />}
          title={unfiltered ? "No trees yet" : "No tree fits"}
          action={
            unfiltered ? (
              <Button component={Link} to="/search">
                Search papers
              </Button>
            ) : (
              <Button
                variant="default"
                onClick={() => {
                  setTyped("");
                  setUrl({ kind: null, style: null, q: null });
                }}
              >
                Show all trees
              </Button>
            )
          }
        >
          {unfiltered
            ? "Every imported paper gets a tree; merging a collection makes another."
            : "Try other words, or another kind."}
        </EmptyState>
      ) : (
        <Panel flush>
          <ul className={lines.list}>
            {rows.map((tree) => (
              <TreeRow key={tree.id} tree={tree} />
            ))}
          </ul>
        </Panel>
      )}
      {trees.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={trees.isFetchingNextPage} onClick={() => void trees.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </Page>
  );
}
