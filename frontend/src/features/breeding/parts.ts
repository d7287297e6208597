/** The parts of fitness, in the order in which they are always shown. */
export const PARTS = ["coverage", "coherence", "evidence", "novelty", "readability"] as const;
export type Part = (typeof PARTS)[number];

export const PART_WORDS: Record<Part, string> = {
  coverage: "Coverage",
  coherence: "Coherence",
  evidence: "Evidence",
  novelty: "Novelty",
  readability: "Readability",
};

export const PART_HELP: Record<Part, string> = {
  coverage: "How much of the parents' papers its labels say: ROUGE-1 recall, weighted by term score",
  coherence: "How close in meaning the two ends of its edges are",
  evidence: "The share of its edges that carry a quote",
  novelty: "How far it is from its parents and from all children before it",
  readability: "Size, depth, balance and length of labels",
};

/** "0.62", always two digits, so that figures stand below each other. */
export const figure = (value: number): string => value.toFixed(2);
