import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import { branchColour } from "@/features/diagram/render/branch-palette";
import type { Tree } from "@/shared/api/types";
import { miniLayout } from "./mini-tree-layout";
import classes from "./mini-tree.module.css";
import { OriginShape } from "./origin-shape";

interface Props {
  tree: Pick<Tree, "root" | "nodes" | "edges" | "lineage">;
  label: string;
  /** Parents in the order of their letters; nodes are drawn in the colour and shape of theirs. */
  parents?: readonly string[];
  height?: number;
}

const WIDTH = 300;

/** A tree at a glance: its shape, and by colour and shape of a node the parent that it comes from. */
export function MiniTree({ tree, label, parents, height = 140 }: Props) {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const layout = useMemo(() => miniLayout(tree, WIDTH, height, 8), [tree, height]);
  const origins = tree.lineage?.origins;
  const place = (id: string): number | null => {
    const parent = origins?.[id]?.parent ?? null;
    return parent === null || parents === undefined ? null : parents.indexOf(parent);
  };
  return (
    <svg className={classes.tree} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {layout.lines.map(({ source, target, cross }) => {
        const middle = (source.x + target.x) / 2;
        const path = cross
          ? `M${source.x} ${source.y}Q${Math.max(source.x, target.x) + 14} ${(source.y + target.y) / 2} ${target.x} ${target.y}`
          : `M${source.x} ${source.y}C${middle} ${source.y} ${middle} ${target.y} ${target.x} ${target.y}`;
        return <path key={`${source.id}~${target.id}`} d={path} className={cross ? classes.cross : classes.line} />;
      })}
      {layout.nodes.map((node) => {
        const at = place(node.id);
        const size = node.depth === 0 ? 5 : node.depth === 1 ? 4 : 3;
        const plain = origins === undefined || parents === undefined;
        const colour = plain ? "var(--accent)" : at === null || at < 0 ? "var(--text-dim)" : branchColour(scheme, at).strong;
        return (
          <g key={node.id} transform={`translate(${node.x} ${node.y})`}>
            <OriginShape place={plain ? 0 : at} size={size} colour={colour} />
            <title>{node.label}</title>
          </g>
        );
      })}
    </svg>
  );
}
