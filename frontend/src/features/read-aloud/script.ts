import type { Stretch } from "./sentences";

export type Part = "title" | "terms" | "abstract";

/** One thing to say, and where it stands on the page, for the highlight. */
export interface Utterance extends Stretch {
  part: Part;
  spoken: string;
}

interface Report {
  title: string;
  terms: readonly string[];
  abstract: string;
  /** Sentences of the abstract in UTF-16 units. */
  sentences: readonly Stretch[];
}

/** Marks that a voice would spell out: TeX commands, dollar signs, URLs. */
function speakable(text: string): string {
  return text
    .replace(/https?:\/\/\S+/g, "link")
    .replace(/\\[a-zA-Z]+/g, (command) => command.slice(1))
    .replace(/[${}\\_^~]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** What is read of a report, in order: the title, the terms one by one, the abstract by sentences. */
export function readingScript(report: Report): Utterance[] {
  const script: Utterance[] = [{ part: "title", spoken: `Title: ${speakable(report.title)}`, start: 0, end: report.title.length }];
  report.terms.forEach((term, at) => {
    const spoken = at === 0 ? `Key terms: ${speakable(term)}` : speakable(term);
    script.push({ part: "terms", spoken, start: at, end: at + 1 });
  });
  for (const { start, end } of report.sentences) {
    script.push({ part: "abstract", spoken: speakable(report.abstract.slice(start, end)), start, end });
  }
  return script.filter((one) => one.spoken !== "");
}
