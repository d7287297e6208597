export type SearchFields = {
  words: string;
  title: string;
  author: string;
  category: string;
  from: string;
  to: string;
  ids: string[];
};

const NEW_ID = /\d{4}\.\d{4,5}(?:v\d+)?/;
const OLD_ID = /[a-z][a-z-]*(?:\.[a-z]{2})?\/\d{7}(?:v\d+)?/;
const BARE_ID = new RegExp(`^(?:arxiv:)?(${NEW_ID.source}|${OLD_ID.source})$`, "i");
const LINK = /^(?:https?:\/\/)?[\w.-]*arxiv\.org\/(?:abs|pdf|html|format|src)\/([^?#]+)/i;
const DOI = /^(?:doi:|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)?10\.48550\/arxiv\.(.+)$/i;

/** The arXiv id that a pasted piece names (an id, a link to arXiv, an arXiv DOI), or null. */
export function arxivIdOf(piece: string): string | null {
  const token = piece.replace(/^[<("'[]+|[>)"'\],;]+$/g, "");
  const inner = LINK.exec(token)?.[1] ?? DOI.exec(token)?.[1] ?? token;
  const bare = inner.replace(/\.pdf$/i, "").replace(/\/$/, "");
  const id = BARE_ID.exec(decodeURIComponent(bare.replace(/%(?![0-9a-f]{2})/gi, "%25")))?.[1];
  return id === undefined ? null : id.toLowerCase();
}

const FIELD_NAMES: Record<string, "title" | "author" | "category" | "from" | "to"> = {
  title: "title",
  ti: "title",
  author: "author",
  au: "author",
  category: "category",
  cat: "category",
  from: "from",
  to: "to",
};
const PART = /([a-z]+):"([^"]*)"|"[^"]*"|\S+/gi;

/**
 * What a person typed, taken apart: arXiv ids (also out of links and DOIs), `field:value` (quoted when the value has
 * spaces), and the words that remain. A field given twice is joined.
 */
export function parseQuery(text: string): SearchFields {
  const fields: SearchFields = { words: "", title: "", author: "", category: "", from: "", to: "", ids: [] };
  const words: string[] = [];
  for (const match of text.matchAll(PART)) {
    const piece = match[0];
    const named = /^([a-z]+):(.+)$/i.exec(piece);
    const name = named === null ? undefined : FIELD_NAMES[named[1]?.toLowerCase() ?? ""];
    if (named !== null && name !== undefined) {
      const value = (match[2] ?? named[2] ?? "").trim();
      fields[name] = [fields[name], value].filter((each) => each !== "").join(" ");
      continue;
    }
    const ids = piece.split(/[,;]+/).map((each) => (each === "" ? "" : arxivIdOf(each)));
    if (ids.every((id) => id !== null)) {
      for (const id of ids) if (id !== "" && !fields.ids.includes(id)) fields.ids.push(id);
    } else {
      words.push(piece);
    }
  }
  fields.words = words.join(" ");
  return fields;
}

export type Filters = Pick<SearchFields, "title" | "author" | "category" | "from" | "to">;

/** The box and the filter row together; what the box says wins, being typed later. */
export function combine(box: SearchFields, filters: Filters): SearchFields {
  return {
    ...box,
    title: box.title || filters.title,
    author: box.author || filters.author,
    category: box.category || filters.category,
    from: box.from || filters.from,
    to: box.to || filters.to,
  };
}

/** Whether there is anything to search for. */
export function isEmpty(fields: SearchFields): boolean {
  const { words, title, author, category, ids } = fields;
  return ids.length === 0 && [words, title, author, category].every((value) => value === "");
}
