"""Two rankings into one, on numbers alone.

Tuned on CISI (docs/search.md): the sum of standard scores does better than reciprocal ranks, which forget by how much
one paper is better than the next; and papers like each other tend to be relevant together (van Rijsbergen 1979, the
cluster hypothesis; Diaz 2005, "Regularizing ad hoc retrieval scores").
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from papers.search.words import Scores

# Share of the lexical side.
LEXICAL = 0.5
# Share of a paper's score that its neighbours in the list have, and how many of them.
SHARED = 0.3
NEIGHBOURS = 10


def standard(scores: Mapping[int, float], depth: int) -> tuple[Scores, float]:
    """Scores in standard deviations from the mean of the best `depth`, and what a paper without a score has: the
    least of those.

    >>> standard({7: 3.0, 8: 1.0}, 200)
    ({7: 1.0, 8: -1.0}, -1.0)
    """
    best = np.sort(np.fromiter(scores.values(), float, len(scores)))[::-1][:depth]
    if not len(best):
        return {}, 0.0
    mean, spread = float(best.mean()), float(best.std())
    # Equal scores have a spread of rounding errors.
    spread = spread if spread > 1e-9 * max(abs(mean), 1.0) else 1.0
    return {key: (score - mean) / spread for key, score in scores.items()}, (float(best[-1]) - mean) / spread


def fuse(lexical: Mapping[int, float], dense: Mapping[int, float], depth: int) -> Scores:
    """One score for each paper of either side."""
    left, least_left = standard(lexical, depth)
    right, least_right = standard(dense, depth)
    return {
        key: LEXICAL * left.get(key, least_left) + (1 - LEXICAL) * right.get(key, least_right)
        for key in {**left, **right}
    }


def smooth(scores: Mapping[int, float], vectors: Mapping[int, np.ndarray], centre: np.ndarray) -> Scores:
    """Each score drawn towards those of the papers most like it in the list, weighed by their cosine.

    `vectors` (dim,) of those that have one; the others keep their score. Cosines are taken around `centre` (dim,).
    """
    keys = [key for key in scores if key in vectors]
    count = min(NEIGHBOURS, len(keys) - 1)
    if count < 1:
        return dict(scores)
    rows = np.stack([vectors[key] for key in keys]) - centre
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -1.0)
    near = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
    weights = np.take_along_axis(cosines, near, axis=1).clip(0.0)
    values = np.array([scores[key] for key in keys])
    total = weights.sum(axis=1)
    around = np.divide((weights * values[near]).sum(axis=1), total, out=values.copy(), where=total > 0)
    mixed = (1 - SHARED) * values + SHARED * around
    return {**scores, **dict(zip(keys, mixed.tolist(), strict=True))}
