import type { Evidence, Synthesis } from "@/shared/api/types";

/** Whose words the synopsis is in, as the address has it. */
export const WORDS = { papers: "papers", model: "rewritten" } as const;
export type Words = (typeof WORDS)[keyof typeof WORDS];

export interface ToldSentence {
  text: string;
  evidence: readonly Evidence[];
  /** A model wrote it. */
  rewritten: boolean;
}

export interface ToldSection {
  node: string;
  label: string;
  /** A model wrote some of it; then the papers' own sentences stand in quotation marks. */
  rewritten: boolean;
  sentences: readonly ToldSentence[];
}

/** The words to show: a model's only where there are some. */
export const wordsOf = (text: string, synthesis: Synthesis): Words =>
  text === WORDS.model && synthesis.rewritten !== null ? WORDS.model : WORDS.papers;

/** The sections of the synopsis in the chosen words; a branch that no model rewrote stays as it is. */
export function toldSections(synthesis: Synthesis, words: Words): ToldSection[] {
  const told = words === WORDS.model ? synthesis.rewritten : null;
  const written = new Map(told?.sections.map(({ node, sentences }) => [node, sentences]));
  return synthesis.synopsis.sections.map(({ node, label, sentences }) => {
    const model = written.get(node);
    return {
      node,
      label: told?.names[node] ?? label,
      rewritten: model !== undefined,
      sentences:
        model?.map((one) => (one.rewritten ? one : { ...one, text: `“${one.text}”` })) ??
        sentences.map((one) => ({ ...one, rewritten: false })),
    };
  });
}
