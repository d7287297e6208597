"""The leaves below a branch or group: concepts that between them speak of as many of its papers as they can."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from synthesis.core.candidates import is_name
from synthesis.core.concepts import Concept
from synthesis.core.naming import alike
from synthesis.core.spelling import capital

__all__ = ["choose_leaves", "joined"]

LEAF_CONCEPTS = 3
LEAF_LETTERS = 56
# More leaves that speak of one paper only would say the same again.
LEAVES_OF_ONE = 2
WEAK = 0.16
# Concepts of one leaf speak of the same papers at least so far.
TOGETHER = 0.5


def choose_leaves(
    ranked: Iterable[tuple[float, Concept]], rows: Mapping[str, int], room: int
) -> list[tuple[list[Concept], list[int]]]:
    """At most ``room`` leaves, each its concepts, the first of which names it best, and its papers' rows, ascending.

    ``ranked`` are concepts with their scores as names, ``rows`` the papers' rows by key. Each leaf is the best concept
    left that reaches most papers not yet shown, with near ones beside it.
    """
    pool = _Pool(ranked, rows)
    leaves: list[tuple[list[Concept], list[int]]] = []
    shown: set[str] = set()
    alone: Counter[str] = Counter()
    while pool.left() and len(leaves) < room:
        places = pool.mates(pool.best())
        held = sorted({key for place in places for key in pool.own[place]}, key=lambda key: rows[key])
        leaves.append(([pool.concepts[place] for place in places], [rows[key] for key in held]))
        full = []
        if len(held) == 1:
            alone[held[0]] += 1
            full = held if alone[held[0]] == LEAVES_OF_ONE else []
        fresh = [key for key in held if key not in shown]
        shown.update(fresh)
        pool.drop(places, full)
        pool.look_again(fresh, shown)
    return leaves


class _Pool:
    """Concepts that may become leaves, by place; ``own``: their papers with scores, ``gains``: what each would add."""

    def __init__(self, ranked: Iterable[tuple[float, Concept]], rows: Collection[str]) -> None:
        self.concepts: list[Concept] = []
        self.scores: list[float] = []
        self.own: list[dict[str, float]] = []
        self.spoken: dict[str, list[int]] = {}
        for score, concept in ranked:
            own = {key: value for key, value in concept.scores.items() if key in rows}
            # What one paper names in passing is no leaf.
            if len(own) > 1 or any(value > WEAK for value in own.values()):
                for key in own:
                    self.spoken.setdefault(key, []).append(len(self.concepts))
                self.concepts.append(concept)
                self.scores.append(score)
                self.own.append(own)
        self.open = [len(own) for own in self.own]
        self.most = [max(own.values()) for own in self.own]
        self.gains = np.array([self._gain(place, ()) for place in range(len(self.concepts))])

    def left(self) -> bool:
        """Whether any may still become a leaf."""
        return bool(len(self.gains)) and bool(self.gains.max() >= 0)

    def best(self) -> int:
        """The one that adds most, of equals the last by key."""
        equal = np.flatnonzero(self.gains == self.gains.max()).tolist()
        return max(equal, key=lambda place: self.concepts[place].key)

    def mates(self, first: int) -> list[int]:
        """The first and up to two of the same papers, as far as one label holds them."""
        met = Counter(place for key in self.own[first] for place in self.spoken[key])
        near = [
            place
            for place, both in met.items()
            if place != first and self.gains[place] >= 0 and self._near(first, place, both) and self._speaks(place)
        ]
        chosen = [first]
        for place in sorted(near, key=lambda place: (-round(self.most[place], 6), self.concepts[place].key)):
            if len(chosen) == LEAF_CONCEPTS:
                break
            if any(alike(self.concepts[place], self.concepts[other]) for other in chosen):
                continue
            if len(joined([self.concepts[one] for one in [*chosen, place]])) <= LEAF_LETTERS:
                chosen.append(place)
        return chosen

    def drop(self, places: Iterable[int], full: Iterable[str]) -> None:
        """Takes these away, and all that speak of no other papers than full ones."""
        gone = list(places)
        for key in full:
            for place in self.spoken[key]:
                self.open[place] -= 1
                if not self.open[place]:
                    gone.append(place)
        self.gains[gone] = -1.0

    def look_again(self, fresh: Iterable[str], shown: Collection[str]) -> None:
        """Weighs anew what speaks of papers that are shown from now on."""
        for place in {place for key in fresh for place in self.spoken[key]}:
            if self.gains[place] >= 0:
                self.gains[place] = self._gain(place, shown)

    def _gain(self, place: int, shown: Collection[str]) -> float:
        label = self.concepts[place].label
        fresh = sum(value for key, value in self.own[place].items() if key not in shown)
        # One small word says little, however many papers hold it.
        lone = 0.4 if label.isalpha() and label.islower() else 1.0
        return round(lone * (0.15 + fresh) * (0.3 + self.most[place]) * (1 + 0.2 * self.scores[place]), 6)

    def _near(self, first: int, place: int, both: int) -> bool:
        return both / (len(self.own[first]) + len(self.own[place]) - both) >= TOGETHER

    def _speaks(self, place: int) -> bool:
        """Whether it may stand beside another: a phrase, a name, or a word that its paper is about."""
        label = self.concepts[place].label
        return " " in label or label[0].isupper() or is_name(label) or self.most[place] >= 0.6


def joined(concepts: Sequence[Concept]) -> str:
    """The label of a leaf."""
    return capital(" / ".join(concept.label for concept in concepts))
