"""Which of the scored candidates are key terms: the likely ones, none the shadow of another. NumPy alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from compute.extraction.candidates import Candidates

# Only the likeliest can be chosen; of an abstract's candidates nine in ten have hardly a chance.
POOL = 32
# What is left of the chance of a term that stands nowhere but inside chosen ones ("network" of "neural network"), and
# of one that holds a chosen term's every occurrence. Measured on the held-out tenth: together with `ALIKE` they give
# 0.9 points of F1 of the first ten on Inspec and 0.8 on SemEval.
INSIDE, AROUND = 0.4, 0.7
# How much of its chance a term loses to a chosen one of the very same words, in another order; less with fewer shared.
ALIKE = 0.1


class Pick(NamedTuple):
    """A chosen term: its number among the candidates, and its chance beside those chosen before it."""

    term: int
    chance: float


def choose(found: Candidates, chances: np.ndarray, *, top: int, floor: float, fewest: int) -> list[Pick]:
    """The best terms, best first, at most `top`: `fewest` in any case, then as long as the chance is not below `floor`.

    One after another is taken, and each lessens the chances of those that say the same: terms inside it, around it, or
    of the same words (maximal marginal relevance, Carbonell and Goldstein 1998, over words instead of vectors). What
    has no chance at all is never chosen; equal chances go by the order of candidates.
    """
    pool = np.sort(np.argsort(-chances, kind="stable")[:POOL])
    pool = pool[chances[pool] > 0]
    if not len(pool):
        return []
    inside, begins = _inside(found, pool)
    holds = np.logical_and.reduceat(inside, begins, axis=0)
    words = _words([found.keys[number] for number in pool.tolist()])
    counts = words.sum(axis=1)
    own = chances[pool]
    covered = np.zeros(len(inside), bool)
    around, nearest = np.ones(len(pool)), np.zeros(len(pool))
    left, picks = np.ones(len(pool)), list[Pick]()
    while len(picks) < min(top, len(pool)):
        shadow = np.where(np.logical_and.reduceat(covered, begins), INSIDE, 1.0)
        now = own * shadow * around * (1 - ALIKE * nearest)
        best = int((now * left).argmax())
        chance = round(float(now[best]), 6)
        if len(picks) >= fewest and chance < floor:
            break
        picks.append(Pick(int(pool[best]), chance))
        left[best] = 0.0
        covered |= inside[:, best]
        around[holds[best]] = AROUND
        both = words @ words[best]
        nearest = np.maximum(nearest, both / (counts + counts[best] - both))
    return picks


def _inside(found: Candidates, pool: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each occurrence of the pool's terms, grouped by term, whether it lies within one of each term (o, p); and
    where the occurrences of each term begin (p,)."""
    rank = np.full(len(found.keys), -1)
    rank[pool] = np.arange(len(pool))
    places = np.flatnonzero(rank[found.term] >= 0)
    places = places[np.argsort(rank[found.term[places]], kind="stable")]
    term, first, last = rank[found.term[places]], found.first[places], found.last[places]
    begins = np.searchsorted(term, np.arange(len(pool)))
    within = (first[:, None] >= first) & (last[:, None] <= last) & (term[:, None] != term)
    return np.logical_or.reduceat(within, begins, axis=1), begins


def _words(keys: list[str]) -> np.ndarray:
    """1 where a term has a word, else 0: (p, words)."""
    numbers: dict[str, int] = {}
    held = [[numbers.setdefault(word, len(numbers)) for word in key.split()] for key in keys]
    table = np.zeros((len(keys), len(numbers)))
    for row, words in enumerate(held):
        table[row, words] = 1
    return table
