"""How well found key terms agree with those people chose. Pure."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence

import snowballstemmer

KS = (5, 10, 15)
STEMMER = snowballstemmer.stemmer("porter")


@functools.lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    return str(STEMMER.stemWord(word))


def stemmed(term: str) -> str:
    """A term as it is compared: lower case, each word between blanks stemmed (Porter 1980).

    >>> stemmed("Neural  Networks")
    'neural network'
    """
    return " ".join(_stem(word) for word in term.lower().split())


def unique(terms: Iterable[str]) -> list[str]:
    """The stemmed terms in order, each once."""
    return list(dict.fromkeys(stemmed(term) for term in terms))


def f1_at(
    predictions: Sequence[Sequence[str]], gold: Sequence[Collection[str]], ks: Sequence[int] = KS
) -> dict[int, float]:
    """Micro F1, in per cent, of the first k predictions of each text against its gold terms: stemmed exact match.

    Hits, predictions and gold terms are summed over all texts before they are divided; a text with fewer than k
    predictions counts as many as it has. Gold terms that the text does not hold count as missed.

    >>> f1_at([["neural networks", "trees"]], [["neural network", "forests"]], [1, 2])
    {1: 66.67, 2: 50.0}
    """
    found = [unique(terms) for terms in predictions]
    wanted = [set(unique(terms)) for terms in gold]
    total = sum(map(len, wanted))
    scores = {}
    for k in ks:
        hits = sum(len(wanted[place] & set(terms[:k])) for place, terms in enumerate(found))
        given = sum(len(terms[:k]) for terms in found)
        scores[k] = round(200 * hits / (given + total), 2) if given + total else 0.0
    return scores


def line(name: str, scores: Mapping[int, float]) -> str:
    """One line for people: ``inspec  F1@5 43.2  F1@10 51.0``."""
    return "  ".join([name, *(f"F1@{k} {score:.2f}" for k, score in scores.items())])
