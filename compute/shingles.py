"""A short fingerprint of a text by which near-duplicates meet. Pure.

Of all runs of four words the 32 with the smallest hashes are kept (a bottom-k sketch: Broder, On the resemblance and
containment of documents, SEQUENCES 1997): texts that share a part p of their runs share about that part of the kept
ones, while two texts on one subject share next to none.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RUN = 4
KEPT = 32
# Below this a text is a note ("withdrawn by the author"), and many papers have the same one.
WORDS_LEAST = 40
# Odd numbers and shifts of splitmix64 (Steele, Lea and Flood, OOPSLA 2014), any good mixer serves.
STEP, FIRST, SECOND = (np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def shingles(words: Sequence[bytes]) -> list[int]:
    """The fingerprint of a text given as its words: up to 32 different numbers of 64 bits, signed, ascending.

    The same on every machine. Empty for texts of under 40 words.
    """
    if len(words) < WORDS_LEAST:
        return []
    codes = np.fromiter(map(zlib.crc32, words), np.uint64, len(words))
    runs = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        runs = _mixed(runs + codes[place : place + len(runs)])
    return sorted(np.unique(runs)[:KEPT].astype(np.int64).tolist())


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # Arrays of unsigned numbers wrap around, as the mixer wants.
    numbers = numbers + STEP
    numbers = (numbers ^ (numbers >> np.uint64(30))) * FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * SECOND
    return numbers ^ (numbers >> np.uint64(31))
