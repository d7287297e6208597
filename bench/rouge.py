"""ROUGE of pairs of abstracts: ours, on as many threads as there are cores, and Google's rouge-score."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.frame import Measure, Options, abstracts, fastest
from compute.rouge import Corpus, rouge_recall_chunks, rouge_scores

PAIRS = 4000
REFERENCE_PAIRS = 150
TREES, TREE_WORDS = 2000, 60


def measure(options: Options) -> list[Measure]:
    """Pairs a second over the whole function, tokenising and stemming included, and all pairs as breeding asks them."""
    texts = abstracts(options, 2 * PAIRS)
    half = len(texts) // 2
    sides = (texts[:half] * (PAIRS // half + 1))[:PAIRS], (texts[half:] * (PAIRS // half + 1))[:PAIRS]
    few = sides[0][:REFERENCE_PAIRS], sides[1][:REFERENCE_PAIRS]
    # Loads torch and NLTK, which no run should pay for.
    for backend in ("tensor", "reference"):
        rouge_scores(["a word"], ["a word"], stem=True, backend=backend)
    found = [_pairs(sides, few, stem=stem) for stem in (False, True)]
    trees = Corpus([" ".join(text.split()[:TREE_WORDS]) for text in texts[:TREES]])
    papers = Corpus(texts)
    for kind, name in (("rouge1", "ROUGE-1"), ("rouge2", "ROUGE-2"), ("rougeL", "ROUGE-L")):
        count = len(papers) if kind != "rougeL" else min(len(papers), 256)
        ours = papers if kind != "rougeL" else Corpus(texts[:count])
        seconds = fastest(lambda ours=ours, kind=kind: sum(map(len, _chunks(ours, trees, kind))), 2)
        note = f"{count:,} abstracts by {len(trees):,} candidates of up to {TREE_WORDS} words, prepared once"
        found.append(Measure(f"{name} recall, all pairs", "pairs/s", count * len(trees) / seconds, note=note))
    return found


def _pairs(sides: tuple[list[str], list[str]], few: tuple[list[str], list[str]], *, stem: bool) -> Measure:
    ours = len(sides[0]) / fastest(lambda: rouge_scores(*sides, stem=stem, backend="tensor"))
    other = len(few[0]) / fastest(lambda: rouge_scores(*few, stem=stem, backend="reference"), 2)
    name = "ROUGE-1, -2, -L and -Lsum of abstracts" + (", stemmed" if stem else "")
    words = sum(len(text.split()) for text in few[0]) / len(few[0])
    note = f"{len(sides[0]):,} pairs of about {words:.0f} words; rouge-score on {len(few[0])} of them"
    return Measure(name, "pairs/s", ours, other, "rouge-score", note=note)


def _chunks(papers: Corpus, trees: Corpus, kind: str) -> Iterator[NDArray[np.float32]]:
    return rouge_recall_chunks(papers, trees, kind=kind, backend="tensor")
