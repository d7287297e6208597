"""The classic key terms and figures, exactly as the tool behind the owner's notes counted them. Pure.

The rule was recovered from the notes and verified on their 7 papers that have an abstract; `is, we, which` are
wanted here, since the figures would not agree without them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import NamedTuple

TERMS = 15
WORD = re.compile(r"\b\w+(?:-\w+)*\b")
DROPPED = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "to", "with"])


class Counted(NamedTuple):
    """A term and how often it occurs."""

    text: str
    times: int


def words(text: str) -> list[str]:
    """The words of a text in lower case, hyphened ones whole.

    >>> words("GPU-aware I/O, said M.")
    ['gpu-aware', 'i', 'o', 'said', 'm']
    """
    return WORD.findall(text.lower())


def classic_terms(abstract: str, n: int = TERMS) -> list[Counted]:
    """The `n` most common words and pairs of adjacent words; ties by first appearance, all words before all pairs.

    Ten short words do not count on their own (`DROPPED`); in pairs they do.

    >>> classic_terms("the cat and the cat", 3)
    [Counted(text='cat', times=2), Counted(text='the cat', times=2), Counted(text='cat and', times=1)]
    """
    found = words(abstract)
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(found))
    counted = Counter([*(word for word in found if word not in DROPPED), *pairs])
    return [Counted(*item) for item in counted.most_common(n)]


def title_words(title: str) -> int:
    """The title's words, parted by white space."""
    return len(title.split())


def summary_words(abstract: str) -> int:
    """The abstract's words, parted by white space, and one more: the tool counted a closing rule.

    >>> summary_words("two words")
    3
    """
    return len(abstract.split()) + 1


def rouge_percent(summary: int) -> float:
    """The share of the 15 terms in the summary's words, in per cent, to two decimals, at most 100.

    >>> rouge_percent(277), rouge_percent(278), rouge_percent(9)
    (5.42, 5.4, 100.0)
    """
    return min(100.0, round(TERMS / summary * 100, 2))
