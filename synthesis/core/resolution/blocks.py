"""Where senses meet to be compared: blocks of shared rare words, of initials, and of sides of seeded hyperplanes.

Which blocks a sense stands in depends on the sense alone, and two are compared only in a block that is not crowded. So
one sense more or less changes no more than the blocks it stands in.
"""

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from synthesis.core.resolution import vectors
from synthesis.core.resolution.ledger import SenseId
from synthesis.core.resolution.rules import INITIALS, LIKE, initials
from synthesis.core.resolution.senses import Sense
from synthesis.core.stopwords import stem

__all__ = ["CROWD", "block_keys", "floor"]

# More senses than this in one block, and its word or side tells too little.
CROWD = 48
TABLES, BITS = 4, 24
# Sides of so few planes hold many senses; of more and more planes at once fewer and fewer.
FIRST = STEP = 8
# Senses whose sides are looked up together.
AT_ONCE = 4096


@functools.lru_cache(maxsize=1 << 17)
def _number(kind: str, text: str) -> int:
    """A name of a block in 61 bits; the lowest tells blocks of initials, where pairs need less likeness."""
    digest = hashlib.blake2b(f"{kind} {text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 4 << 1 | (kind == "initials")


def floor(key: int) -> int:
    """The cosine, in millionths, that a pair of this block must at least have."""
    return INITIALS if key & 1 else LIKE


def block_keys(senses: Iterable[Sense]) -> dict[SenseId, tuple[int, ...]]:
    """The blocks of each sense, ascending; none without a vector."""
    found: dict[SenseId, tuple[int, ...]] = {}
    sizes: dict[int, list[Sense]] = defaultdict(list)
    for sense in senses:
        found[sense.id] = ()
        sizes[len(sense.vector)].append(sense)
    for size in sorted(sizes.keys() - {0}):
        for start in range(0, len(sizes[size]), AT_ONCE):
            chunk = sizes[size][start : start + AT_ONCE]
            drawn = vectors.sides([sense.vector for sense in chunk], TABLES, BITS).tolist()
            for sense, own in zip(chunk, drawn, strict=True):
                found[sense.id] = tuple(sorted((*_words(sense.id.form), *_sides(own))))
    return found


@functools.lru_cache(maxsize=1 << 16)
def _words(form: str) -> frozenset[int]:
    words = form.split()
    keys = {_number("word", stem(word)) for word in words}
    keys |= {_number("words", " ".join(map(stem, pair))) for pair in pairwise(words)}
    return frozenset({*keys, _number("initials", words[0] if len(words) == 1 else initials(form))})


def _sides(drawn: list[int]) -> list[int]:
    return [
        1 << 62 | table << 48 | length << 40 | own >> (BITS - length) << 1
        for table, own in enumerate(drawn)
        for length in range(FIRST, BITS + 1, STEP)
    ]
