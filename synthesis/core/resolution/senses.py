"""The senses of a form: the homonym guard. The same form in unlike contexts is two things, told apart by its papers.

A function of the papers that hold the form and of nothing else, so a paper that goes takes back exactly what it did.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from synthesis.core.resolution import vectors
from synthesis.core.resolution.ledger import SenseId
from synthesis.core.resolution.uses import Use
from synthesis.core.stopwords import stem

__all__ = ["UNLIKE", "Sense", "akin", "senses_of"]

# Cosine, in millionths, below which two uses of a form are no longer of one sense. A term's vector is the mean of its
# token states in its sentences, so it tells the context.
UNLIKE = 420_000
PREFIX = 4


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a form.

    ``uses`` by paper, ascending; ``vector`` the unit vector of the sum of theirs, empty where none has one; ``longs``
    what the papers say it stands for, with how many say so, most first.
    """

    id: SenseId
    uses: tuple[Use, ...]
    vector: bytes = b""
    longs: tuple[tuple[str, int], ...] = ()

    @property
    def papers(self) -> tuple[str, ...]:
        """Keys of the papers, ascending."""
        return tuple(use.paper for use in self.uses)


@dataclass(slots=True)
class _Heap:
    """Uses gathered so far with the sum of their vectors."""

    anchor: str = ""
    uses: list[Use] = field(default_factory=list)
    sum: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def take(self, uses: Iterable[Use]) -> None:
        for use in uses:
            self.uses.append(use)
            if use.vector and len(self.sum) in (0, len(use.vector)):
                self.sum = vectors.total([use.vector]) + (self.sum if len(self.sum) else 0)


def akin(one: str, other: str) -> bool:
    """Whether two long forms of one acronym say the same: alike in their first letters, word by word.

    One may break off early: of "Convolutional (CNN)" only the first word is read.
    """
    pairs = zip(one.split(), other.split(), strict=False)
    return all(a[:PREFIX] == b[:PREFIX] or stem(a) == stem(b) for a, b in pairs)


def senses_of(form: str, uses: Iterable[Use]) -> tuple[Sense, ...]:
    """The senses of the form, the one that most papers mean first, its tag empty.

    Two long forms that are not akin are two senses; a use that spells nothing out goes to the sense it is likest, or
    becomes one of its own where it is like none. Uses without a vector go with the most.
    """
    ordered = sorted(uses, key=lambda use: use.paper)
    if len(ordered) == 1:
        return (_sense(form, "", ordered),)
    heaps = _anchored(ordered)
    for use in ordered:
        if not use.long and use.vector:
            _nearest(heaps, use).take([use])
    _join_alike(heaps)
    bare = [use for use in ordered if not use.long and not use.vector]
    heaps = heaps or [_Heap()]
    min(heaps, key=_rank).take(bare)
    heaps.sort(key=_rank)
    return tuple(_sense(form, _tag(heap) if place else "", heap.uses) for place, heap in enumerate(heaps))


def _anchored(uses: Sequence[Use]) -> list[_Heap]:
    told = Counter(use.long for use in uses if use.long)
    heaps: list[_Heap] = []
    for long_form in sorted(told, key=lambda text: (-told[text], text)):
        heap = next((heap for heap in heaps if akin(heap.anchor, long_form)), None)
        if heap is None:
            heap = _Heap(long_form)
            heaps.append(heap)
        heap.take(use for use in uses if use.long == long_form)
    return heaps


def _nearest(heaps: list[_Heap], use: Use) -> _Heap:
    alike = [(vectors.cosine(vectors.unit(heap.sum), use.vector) if len(heap.sum) else UNLIKE) for heap in heaps]
    best = max(range(len(heaps)), key=lambda place: (alike[place], -place), default=None)
    if best is None or alike[best] < UNLIKE:
        heaps.append(_Heap())
        return heaps[-1]
    return heaps[best]


def _join_alike(heaps: list[_Heap]) -> None:
    """Joins heaps that grew alike; two that papers spell out differently stay apart."""
    place = 0
    while place < len(heaps):
        own = heaps[place]
        for other in heaps[place + 1 :]:
            both = len(own.sum) and len(other.sum) and not (own.anchor and other.anchor)
            if both and vectors.cosine(vectors.unit(own.sum), vectors.unit(other.sum)) >= UNLIKE:
                own.anchor = own.anchor or other.anchor
                own.take(other.uses)
                heaps.remove(other)
                place = -1
                break
        place += 1


def _rank(heap: _Heap) -> tuple[int, str]:
    return -len(heap.uses), min((use.paper for use in heap.uses), default="")


def _tag(heap: _Heap) -> str:
    return heap.anchor or min(use.paper for use in heap.uses)


def _sense(form: str, tag: str, uses: Sequence[Use]) -> Sense:
    ordered = tuple(sorted(uses, key=lambda use: use.paper))
    told: dict[str, int] = {}
    for use in ordered:
        if use.long:
            told[use.long] = told.get(use.long, 0) + 1
    longs = tuple(sorted(told.items(), key=lambda item: (-item[1], item[0])))
    return Sense(SenseId(form, tag), ordered, _vector(ordered), longs)


def _vector(uses: Sequence[Use]) -> bytes:
    held = [use.vector for use in uses if use.vector]
    if len(held) < 2:
        return held[0] if held else b""
    lengths = Counter(len(vector) for vector in held)
    # Vectors of two encoders do not mix; those of the one that read more papers count.
    length = min(lengths, key=lambda size: (-lengths[size], size))
    return vectors.unit(vectors.total(vector for vector in held if len(vector) == length))
