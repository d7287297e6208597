"""ROUGE of one pair without tensors, for the web process and for a handful of pairs."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypedDict

from compute.rouge.tokens import words


class Rates(TypedDict):
    """Precision, recall and F, 0 to 1."""

    p: float
    r: float
    f: float


def rouge_single(reference: str, candidate: str) -> dict[str, Rates]:
    """`rouge1`, `rouge2` and `rougeL`, unstemmed, as `compute.rouge.rouge_scores` has them.

    >>> rouge_single("the cat sat", "the cat")["rouge1"]["p"]
    1.0
    """
    ours, theirs = words(reference), words(candidate)
    found = {"rouge1": rouge1(ours, theirs), "rouge2": rouge2(ours, theirs)}
    return {**found, "rougeL": _rates(_longest(ours, theirs), len(ours), len(theirs))}


def rouge1(reference: Sequence[bytes], candidate: Sequence[bytes]) -> Rates:
    """ROUGE-1 of two texts given as their words."""
    return _rates(_clipped(reference, candidate), len(reference), len(candidate))


def rouge2(reference: Sequence[bytes], candidate: Sequence[bytes]) -> Rates:
    """ROUGE-2 of two texts given as their words."""
    hits = _clipped(itertools.pairwise(reference), itertools.pairwise(candidate))
    return _rates(hits, len(reference) - 1, len(candidate) - 1)


def _clipped(reference: Iterable[Hashable], candidate: Iterable[Hashable]) -> int:
    return (Counter(reference) & Counter(candidate)).total()


def _longest(reference: Sequence[bytes], candidate: Sequence[bytes]) -> int:
    """The recurrence of `compute.rouge.bits` in one whole number of any length."""
    places: dict[bytes, int] = {}
    for place, word in enumerate(reference):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(reference)) - 1
    column = full
    for word in candidate:
        both = column & places.get(word, 0)
        column = (column + both | column - both) & full
    return len(reference) - column.bit_count()


def _rates(hits: int, reference: int, candidate: int) -> Rates:
    precision, recall = hits / max(candidate, 1), hits / max(reference, 1)
    both = precision + recall
    return {"p": precision, "r": recall, "f": 2 * precision * recall / both if both else 0.0}
