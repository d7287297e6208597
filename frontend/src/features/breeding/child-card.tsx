import { ActionIcon, Badge, Button, Checkbox, Menu, Skeleton, Text } from "@mantine/core";
import { IconBookmark, IconBookmarkFilled, IconBraces, IconDots, IconFileDownload, IconSeedling, IconSitemap, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { Link } from "react-router";
import { useTree } from "@/shared/api/trees";
import type { BreedingChild, Fitness } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { plural } from "@/shared/lib/format";
import { treeTitle } from "@/shared/lib/tree-words";
import { recipeLink } from "./api";
import classes from "./child-card.module.css";
import { ChildTitle } from "./child-title";
import type { Wish } from "./choice-model";
import { FitnessBars } from "./fitness-bars";
import { MiniTree } from "./mini-tree";

interface Props {
  child: BreedingChild;
  breeding: string;
  parents: readonly string[];
  reference: Fitness | undefined;
  wish: Wish | undefined;
  compared: boolean;
  /** Nothing can be chosen now. */
  busy: boolean;
  onKeep: () => void;
  /** Undefined for a child of an earlier generation, which can only be kept. */
  onWish?: (wish: Wish) => void;
  onCompare?: () => void;
}

/** A child to look at and choose: its shape, where its nodes come from, its fitness part by part. */
export function ChildCard({ child, breeding, parents, reference, wish, compared, busy, onKeep, onWish, onCompare }: Props) {
  const tree = useTree(child.id);
  const title = treeTitle(child);
  return (
    <li className={classes.card} data-kept={child.kept || undefined} data-wish={wish} aria-label={title}>
      <Link to={`/trees/${child.id}`} className={classes.picture} tabIndex={-1} aria-hidden>
        {tree.data === undefined ? <Skeleton height={140} /> : <MiniTree tree={tree.data} parents={parents} label="" />}
      </Link>
      <ChildTitle child={child}>
        <CardMenu child={child} breeding={breeding} />
      </ChildTitle>
      <Text size="xs" c="dimmed" className={classes.facts}>
        {child.place !== null && `No. ${child.place + 1} · `}
        {plural(child.nodes, "node")} · born in generation {child.born}
        {child.kept && <Badge size="sm" variant="light">kept</Badge>}
      </Text>
      <FitnessBars fitness={child.fitness} reference={reference} />
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          variant={child.kept ? "filled" : "default"}
          aria-pressed={child.kept}
          disabled={busy}
          leftSection={child.kept ? <IconBookmarkFilled size={14} /> : <IconBookmark size={14} />}
          onClick={onKeep}
        >
          {child.kept ? "Kept" : "Keep"}
        </Button>
        {onWish !== undefined && (
          <>
            <Button
              size="compact-sm"
              variant={wish === "more" ? "filled" : "default"}
              aria-pressed={wish === "more"}
              disabled={busy || child.kept}
              leftSection={<IconThumbUp size={14} />}
              onClick={() => onWish("more")}
            >
              More like this
            </Button>
            <Button
              size="compact-sm"
              variant={wish === "less" ? "filled" : "default"}
              color={wish === "less" ? "gray.7" : undefined}
              aria-pressed={wish === "less"}
              disabled={busy || child.kept}
              leftSection={<IconThumbDown size={14} />}
              onClick={() => onWish("less")}
            >
              Less
            </Button>
          </>
        )}
        {onCompare !== undefined && <Checkbox size="xs" label="Compare" checked={compared} onChange={onCompare} />}
      </div>
    </li>
  );
}

function CardMenu({ child, breeding }: { child: BreedingChild; breeding: string }) {
  const tree = useTree(child.id).data;
  const title = treeTitle(child);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Actions on ${title}`}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/trees/${child.id}`} leftSection={<IconSitemap size={16} />}>
          Open: lineage, family, name
        </Menu.Item>
        <Menu.Item component={Link} to={`/breed?parents=${child.id}`} leftSection={<IconSeedling size={16} />}>
          Breed from this tree
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          disabled={tree === undefined}
          leftSection={<IconFileDownload size={16} />}
          onClick={() => tree && download(fileName(title, "mmd"), tree.mermaid)}
        >
          Mermaid
        </Menu.Item>
        <Menu.Item
          disabled={tree === undefined}
          leftSection={<IconBraces size={16} />}
          onClick={() => tree && download(fileName(title, "json"), JSON.stringify(tree, null, 2), "application/json")}
        >
          JSON
        </Menu.Item>
        <Menu.Item component="a" href={recipeLink(breeding, child.id)} download leftSection={<IconFileDownload size={16} />}>
          Recipe
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
