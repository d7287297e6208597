export type TokenKind = "keyword" | "function" | "string" | "number" | "parameter" | "type" | "comment" | "name" | "plain";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = new Set(
  `match optional where return with unwind order by asc ascending desc descending skip limit as distinct and or not xor in
   is null true false case when then else end starts ends contains union all any none single exists call yield count
   create merge set delete detach remove on foreach load csv from explain profile shortestpath allshortestpaths`.split(/\s+/),
);

// Comments and strings may be open at the end: a person is still typing.
const PARTS =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:\\.|[^'\\])*(?:'|$)|"(?:\\.|[^"\\])*(?:"|$))|(?<parameter>\$\w+)|(?<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<type>:\s*`[^`]*`?|:\s*[\p{L}_][\p{L}\p{N}_]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*|`[^`]*`?)/giu;

function kindOf(groups: Record<string, string | undefined>, text: string, after: string, map: boolean): TokenKind {
  for (const kind of ["comment", "string", "parameter", "number"] as const) if (groups[kind] !== undefined) return kind;
  // In a map `{key: value}` the colon introduces a value, not a label.
  if (groups.type !== undefined) return map ? "plain" : "type";
  if (KEYWORDS.has(text.toLowerCase())) return "keyword";
  return /^\s*\(/.test(after) ? "function" : "name";
}

/** The words of a Cypher text by what they are; joined they are the text again. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  let depth = 0;
  for (const match of text.matchAll(PARTS)) {
    const between = text.slice(at, match.index);
    for (const letter of between) depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
    if (between !== "") found.push({ kind: "plain", text: between });
    at = match.index + match[0].length;
    found.push({ kind: kindOf(match.groups ?? {}, match[0], text.slice(at), depth > 0), text: match[0] });
  }
  if (at < text.length) found.push({ kind: "plain", text: text.slice(at) });
  return found;
}
