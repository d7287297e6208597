"""Google's rouge-score itself, pair by pair: what the tensors are measured against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer

from compute.rouge.corpus import Corpus
from compute.rouge.tokens import Floats


def scores(
    references: Sequence[str], candidates: Sequence[str], *, stem: bool, kinds: Sequence[str]
) -> dict[str, Floats]:
    """As `compute.rouge.rouge_scores`."""
    scorer = RougeScorer(list(kinds), use_stemmer=stem)
    found = [scorer.score(*pair) for pair in zip(references, candidates, strict=True)]
    return {kind: np.array([row[kind] for row in found], dtype=np.float64).reshape(-1, 3) for kind in kinds}


def recalls(references: Corpus, candidates: Corpus, *, kind: str) -> Iterator[NDArray[np.float32]]:
    """As `compute.rouge.rouge_recall_chunks`, one reference at a time."""
    scorer = RougeScorer([kind], use_stemmer=references.vocabulary.stem)
    for reference in references.texts:
        row = [scorer.score(reference, candidate)[kind].recall for candidate in candidates.texts]
        yield np.array([row], dtype=np.float32).reshape(1, -1)
