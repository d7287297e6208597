export interface Piece {
  kind: "comment" | "string" | "number" | "keyword" | "plain";
  text: string;
}

const KEYWORDS = new Set(
  `def class return import from as if elif else for while try except finally with raise yield lambda async await in is not and or
   pass break continue global nonlocal del assert None True False self const let var function export default new typeof interface
   type extends implements null undefined true false void int float double char bool auto struct template typename namespace using
   public private protected static inline constexpr include define extern select where order by join on group insert into values
   create table index primary key references FROM RUN COPY CMD ENTRYPOINT ENV EXPOSE WORKDIR USER ARG LABEL HEALTHCHECK SELECT WHERE
   ORDER BY JOIN ON GROUP INSERT INTO VALUES CREATE TABLE INDEX PRIMARY KEY REFERENCES AND OR NOT NULL AS LEFT INNER LIMIT COUNT`.split(/\s+/),
);

// Comments and strings first, so that words inside of them stay what they are. A hash begins a comment only after a space.
const PARTS =
  /(?<string>"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?<comment>\/\*[\s\S]*?(?:\*\/|$)|(?<![:\w])\/\/[^\n]*|(?<![^\s])#[^\n]*|(?<![^\s])--\s[^\n]*)|(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/giu;

/** A program text cut into what its parts are, roughly and for any language; joined they are the text again. */
export function codePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (until: number): void => {
    if (until > at) pieces.push({ kind: "plain", text: text.slice(at, until) });
    at = until;
  };
  for (const match of text.matchAll(PARTS)) {
    const { comment, string, number, word } = match.groups ?? {};
    const kind = comment !== undefined ? "comment" : string !== undefined ? "string" : number !== undefined ? "number" : "keyword";
    if (word !== undefined && !KEYWORDS.has(word)) continue;
    plain(match.index);
    pieces.push({ kind, text: match[0] });
    at = match.index + match[0].length;
  }
  plain(text.length);
  return pieces;
}
