"""Papers with terms and vectors such as a model gives: a real reading of 20,000 papers takes a quarter of an hour.

Terms are the papers' own best phrases. A vector is made of a hash of each word and, since a term's context is in it,
of one of the paper: so terms of shared words are close, and closer in one paper.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from synthesis.core.candidates import choose, surfaces
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.reading import Reading, read

DIMENSIONS = 384
CONTEXT = 0.7
Vector = NDArray[np.float32]


def as_read(papers: Sequence[PaperInput], at_once: int = 500) -> list[PaperInput]:
    """The papers with up to 14 terms each, all with vectors, and a vector of their own."""
    found: list[PaperInput] = []
    for start in range(0, len(papers), at_once):
        readings = [read(paper) for paper in papers[start : start + at_once]]
        found += [_given(one, scores) for one, scores in zip(readings, choose(readings), strict=True)]
    return found


def _given(reading: Reading, scores: dict[str, float]) -> PaperInput:
    paper = reading.paper
    terms = []
    total = np.zeros(DIMENSIONS, np.float32)
    for form, score in scores.items():
        vector = _drawn(form.split()) + CONTEXT * _word(f"paper {paper.key}")
        total += score * vector
        written = surfaces(reading, form)[0]
        terms.append(TermInput(written, form, score, tuple(reading.mentions[form]), "model", _bytes(vector)))
    return dataclasses.replace(paper, terms=tuple(terms), vector=_bytes(total))


def _drawn(words: Iterable[str]) -> Vector:
    drawn: Vector = np.sum([_word(word) for word in words], axis=0)
    return drawn


@functools.lru_cache(maxsize=1 << 16)
def _word(text: str) -> Vector:
    bits = np.unpackbits(np.frombuffer(hashlib.shake_256(text.encode()).digest(DIMENSIONS // 8), np.uint8))
    return bits.astype(np.float32) * 2 - 1


def _bytes(vector: Vector) -> bytes:
    length = float(np.sqrt(vector @ vector)) or 1.0
    return np.rint(vector * 127 / length).astype(np.int8).tobytes()
