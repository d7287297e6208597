import type { Synthesis, TreeNode } from "@/shared/api/types";

function link(key: string, title: string): string {
  const name = title.replace(/([[\]])/g, "\\$1");
  return key.startsWith("local:") ? name : `[${name}](https://arxiv.org/abs/${key})`;
}

function nodeLines(node: TreeNode, depth: number): string[] {
  const lines = [`${"  ".repeat(depth)}- **${node.label}** (${node.papers.length})`];
  for (const one of node.evidence.slice(0, 2)) lines.push(`${"  ".repeat(depth + 1)}- “${one.quote}” — ${one.arxiv_id}`);
  return lines;
}

/** A merged diagram as a report to read and keep: the Mermaid text, the branches with quotes, the links, the papers. */
export function synthesisMarkdown(synthesis: Synthesis): string {
  const nodes = new Map(synthesis.nodes.map((node) => [node.id, node]));
  const children = new Map<string, string[]>();
  for (const edge of synthesis.edges) {
    if (edge.kind === "tree") children.set(edge.source, [...(children.get(edge.source) ?? []), edge.target]);
  }
  const outline = (id: string, depth: number): string[] => {
    const node = nodes.get(id);
    if (!node) return [];
    return [...nodeLines(node, depth), ...(children.get(id) ?? []).flatMap((child) => outline(child, depth + 1))];
  };
  const links = synthesis.edges
    .filter((edge) => edge.kind === "cross")
    .map((edge) => `- ${nodes.get(edge.source)?.label ?? ""} — ${edge.label || "linked to"} — ${nodes.get(edge.target)?.label ?? ""}`);
  const about = [
    synthesis.question === "" ? "" : `Question: ${synthesis.question}`,
    `Version ${synthesis.version ?? "?"}, ${synthesis.papers.length} papers, ${synthesis.nodes.length} nodes.`,
  ].filter((line) => line !== "");
  const parts = [
    `# ${synthesis.title}`,
    about.join("\n\n"),
    `\`\`\`mermaid\n${synthesis.mermaid.trim()}\n\`\`\``,
    `## Ideas\n\n${(synthesis.root === null ? [] : outline(synthesis.root, 0)).join("\n")}`,
    links.length > 0 ? `## Links across branches\n\n${links.join("\n")}` : "",
    `## Papers\n\n${synthesis.papers.map((paper) => `- ${link(paper.arxiv_id, paper.title)}`).join("\n")}`,
    synthesis.left_out.length > 0
      ? `## Papers that fit in no branch\n\n${synthesis.left_out.map((paper) => `- ${link(paper.arxiv_id, paper.title)}`).join("\n")}`
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
