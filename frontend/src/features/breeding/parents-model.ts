const ID = /^[0-9a-f]{16}$/;

/** The ids of an address' `parents`, each once, in their order; what is no id stays, to be told about. */
export function parseParents(text: string): string[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  return [...new Set(parts)];
}

export const isTreeId = (text: string): boolean => ID.test(text);

/** The id in what a person pasted or dropped: the id itself, or an address of a tree's page; undefined for other text. */
export function treeIdIn(text: string): string | undefined {
  const plain = text.trim();
  if (ID.test(plain)) return plain;
  return /\/trees\/([0-9a-f]{16})(?:[/?#]|$)/.exec(plain)?.[1];
}

export function withParent(parents: readonly string[], id: string): string[] {
  return parents.includes(id) ? [...parents] : [...parents, id];
}

export function withoutParent(parents: readonly string[], id: string): string[] {
  return parents.filter((one) => one !== id);
}

/** A, B, ... Z, AA, ...: the short name of the parent at this place. */
export function parentLetter(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : parentLetter(Math.floor(place / 26) - 1) + last;
}
