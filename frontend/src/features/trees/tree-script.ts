import { plainLabel } from "@/features/diagram/render/match-nodes";
import type { Utterance } from "@/features/read-aloud/script";
import type { Tree } from "@/shared/api/types";
import { treeTitle } from "@/shared/lib/tree-words";

type Spoken = Pick<Tree, "name" | "title" | "root" | "nodes" | "edges">;

/** What is read of a tree: its title, then each branch of the root with what hangs right under it, then the links. */
export function treeScript(tree: Spoken): Utterance[] {
  const labels = new Map(tree.nodes.map(({ id, label }) => [id, plainLabel(label)]));
  const below = (id: string): string[] =>
    tree.edges.filter(({ kind, source }) => kind === "tree" && source === id).map(({ target }) => target);
  const names = (ids: readonly string[]): string => ids.map((id) => labels.get(id) ?? "").join(", ");
  const lines = [`Tree: ${plainLabel(treeTitle(tree))}`, `Main idea: ${labels.get(tree.root) ?? ""}`];
  const visit = (id: string, first: string): void => {
    const children = below(id);
    lines.push(children.length === 0 ? `${first}: ${labels.get(id) ?? ""}.` : `${first}: ${labels.get(id) ?? ""}. Under it: ${names(children)}.`);
    for (const child of children) if (below(child).length > 0) visit(child, "Further down");
  };
  for (const branch of below(tree.root)) visit(branch, "Branch");
  for (const { source, target, label, kind } of tree.edges) {
    if (kind === "cross") lines.push(`${labels.get(source) ?? ""} ${label || "is linked to"} ${labels.get(target) ?? ""}.`);
  }
  return lines.map((spoken, at) => ({ part: at === 0 ? "title" : "terms", spoken, start: at, end: at + 1 }));
}
