"""How well two groupings of the same things agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import combinations
from math import comb


def adjusted_rand(ours: Mapping[str, Hashable], theirs: Mapping[str, Hashable]) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985) of two groupings of the same keys: 1 for equal, 0 by chance."""
    both = Counter((ours[key], theirs[key]) for key in ours)
    same, left, right = (
        sum(comb(count, 2) for count in counts.values())
        for counts in (both, Counter(ours.values()), Counter(theirs[key] for key in ours))
    )
    expected = left * right / comb(len(ours), 2)
    most = (left + right) / 2
    return 1.0 if most == expected else (same - expected) / (most - expected)


def pairwise_f1(ours: Mapping[str, Hashable], theirs: Mapping[str, Hashable]) -> float:
    """F1 of the pairs that `ours` puts together, against those that `theirs` does."""
    pairs = list(combinations(sorted(ours), 2))
    mine = {pair for pair in pairs if ours[pair[0]] == ours[pair[1]]}
    gold = {pair for pair in pairs if theirs[pair[0]] == theirs[pair[1]]}
    return 2 * len(mine & gold) / (len(mine) + len(gold)) if mine or gold else 1.0
