"""How good a search is, by collections whose relevant documents people have named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Quality(NamedTuple):
    """Means over queries, each 0 to 1."""

    ndcg: float
    average_precision: float
    recall: float


def ndcg(found: Sequence[str], relevant: Mapping[str, float], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth` (Järvelin and Kekäläinen 2002), gains as given.

    >>> ndcg(["b", "a"], {"a": 1})
    0.6309297535714575
    """
    best = sorted((gain for gain in relevant.values() if gain > 0), reverse=True)[:depth]
    if not best:
        return 0.0
    return _discounted([max(relevant.get(name, 0), 0) for name in found[:depth]]) / _discounted(best)


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def average_precision(found: Sequence[str], relevant: Mapping[str, float]) -> float:
    """Mean, over the relevant, of the precision down to each; one that is not found counts 0.

    >>> average_precision(["a", "x", "b"], {"a": 1, "b": 2})
    0.8333333333333333
    """
    wanted = {name for name, gain in relevant.items() if gain > 0}
    hits, total = 0, 0.0
    for place, name in enumerate(found, 1):
        if name in wanted:
            hits += 1
            total += hits / place
    return total / len(wanted) if wanted else 0.0


def recall(found: Sequence[str], relevant: Mapping[str, float], depth: int = 100) -> float:
    """Share of the relevant that stand among the first `depth`."""
    wanted = {name for name, gain in relevant.items() if gain > 0}
    return len(wanted & set(found[:depth])) / len(wanted) if wanted else 0.0


def quality(runs: Sequence[tuple[Sequence[str], Mapping[str, float]]]) -> Quality:
    """The means over (found, relevant) of each query; a query without anything relevant does not count."""
    judged = [(found, relevant) for found, relevant in runs if any(gain > 0 for gain in relevant.values())]
    count = max(len(judged), 1)
    return Quality(
        sum(ndcg(*run) for run in judged) / count,
        sum(average_precision(*run) for run in judged) / count,
        sum(recall(*run) for run in judged) / count,
    )
