import { useFamily } from "@/shared/api/trees";
import type { Tree } from "@/shared/api/types";
import { ErrorState } from "@/shared/ui/error-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { FamilyView } from "./family-view";
import { FitnessPanel } from "./fitness-panel";
import { LineagePanel } from "./lineage-panel";
import { ParentDiffPanel } from "./parent-diff";
import classes from "./tree-kin.module.css";

interface Props {
  tree: Tree;
  lit: ReadonlySet<string> | undefined;
  onLight: (nodes: ReadonlySet<string> | undefined) => void;
  onSelect: (node: string) => void;
}

/** A tree's fitness, lineage, differences from its parents and family; for one that was not bred its family alone. */
export function TreeKin({ tree, lit, onLight, onSelect }: Props) {
  const family = useFamily(tree.id);
  const { fitness, lineage } = tree;
  if (family.isError) return <ErrorState error={family.error} onRetry={() => void family.refetch()} busy={family.isFetching} />;
  if (family.isPending) return tree.kind === "child" ? <ListSkeleton label="Loading the lineage" rows={4} /> : null;
  return (
    <div className={classes.kin}>
      {fitness !== null && lineage !== null && (
        <div className={classes.pair}>
          <FitnessPanel fitness={fitness} lineage={lineage} />
          <LineagePanel tree={tree} lineage={lineage} parents={family.data.parents} onSelect={onSelect} />
        </div>
      )}
      {family.data.parents.length > 0 && <ParentDiffPanel tree={tree} parents={family.data.parents} lit={lit} onLight={onLight} />}
      <FamilyView family={family.data} />
    </div>
  );
}
