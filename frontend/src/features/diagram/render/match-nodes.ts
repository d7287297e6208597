export interface NamedNode {
  id: string;
  label: string;
}

const ENTITIES: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", nbsp: " ", apos: "'" };

function decodeEntity(whole: string, name: string): string {
  const number = /^#?x([0-9a-f]+)$/i.exec(name) ?? undefined;
  const code = number ? Number.parseInt(number[1] ?? "", 16) : Number.parseInt(name.replace("#", ""), 10);
  if (Number.isInteger(code) && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return ENTITIES[name.replace("#", "")] ?? whole;
}

/** A label as people read it: Mermaid's own escapes and HTML entities resolved, line breaks as spaces. */
export function plainLabel(label: string): string {
  return label
    .replace(/ﬂ°°([\w]+)¶ß/g, "&#$1;")
    .replace(/ﬂ°([\w]+)¶ß/g, "&$1;")
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/[&#](#?\w{1,8});/g, decodeEntity)
    .replace(/\s+/g, " ")
    .trim();
}

function soft(text: string): string {
  return plainLabel(text).toLowerCase();
}

function safe(id: string): string {
  return id.replace(/[^\p{L}\p{N}]+/gu, "_");
}

function claim(
  found: Map<string, string>,
  taken: Set<string>,
  drawn: readonly NamedNode[],
  ours: readonly NamedNode[],
  key: (node: NamedNode) => string,
): void {
  const byKey = new Map<string, string[]>();
  for (const node of ours) {
    if (taken.has(node.id)) continue;
    byKey.set(key(node), [...(byKey.get(key(node)) ?? []), node.id]);
  }
  for (const node of drawn) {
    if (found.has(node.id)) continue;
    const id = byKey.get(key(node))?.shift();
    if (id === undefined) continue;
    found.set(node.id, id);
    taken.add(id);
  }
}

/**
 * Which of our nodes Mermaid drew under which id: by the same id, then by the id with unsafe characters replaced,
 * then by label (equal labels in order of appearance). Drawn nodes that nothing matches keep their own id.
 */
export function matchNodes(drawn: readonly NamedNode[], ours: readonly NamedNode[]): Map<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  claim(found, taken, drawn, ours, (node) => node.id);
  claim(found, taken, drawn, ours, (node) => safe(node.id));
  claim(found, taken, drawn, ours, (node) => soft(node.label));
  for (const node of drawn) if (!found.has(node.id)) found.set(node.id, node.id);
  return found;
}
