import type { Breeding, BreedingChild, Tree } from "@/shared/api/types";
import { treeTitle } from "@/shared/lib/tree-words";
import { figure, PART_WORDS, PARTS } from "./parts";

const section = (child: BreedingChild, tree: Tree): string => {
  const figures = PARTS.map((part) => `${PART_WORDS[part].toLowerCase()} ${figure(child.fitness[part])}`).join(", ");
  const kept = child.kept ? " Kept." : "";
  return `## ${treeTitle(child)}\n\nTree ${child.id}, born in generation ${child.born}: ${figures}.${kept}\n\n\`\`\`mermaid\n${tree.mermaid.trimEnd()}\n\`\`\`\n`;
};

/** The breeding for people: its parents, its settings, and the given children with their diagrams. */
export function breedingMarkdown(breeding: Breeding, children: readonly (readonly [BreedingChild, Tree])[]): string {
  const parents = breeding.parents.map((parent) => `- ${treeTitle(parent)} (tree ${parent.id})`);
  const settings = `Generation ${breeding.generation}, ${breeding.population} children a generation, seed ${breeding.seed}.`;
  const recipe = breeding.recipe === null ? [] : [`Recipe: ${breeding.recipe}`, ""];
  const sections = children.map(([child, tree]) => section(child, tree));
  return [`# ${breeding.title}`, "", "Parents:", "", ...parents, "", settings, "", ...recipe, ...sections].join("\n");
}
