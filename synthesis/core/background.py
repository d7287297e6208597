"""What is known of words before a collection is read: how rare each is in computer science, and which ones are akin.

Twenty titles say little of how much a word tells; twenty thousand abstracts do. The more papers a collection has, the
more its own counts decide.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Background"]

# One paper of the collection counts as so many of the background's.
OWN = 10
# A stem that the background does not hold stands in about so many of its papers.
UNKNOWN = 8


@dataclass(frozen=True, slots=True)
class Background:
    """Counts over ``total`` papers; by stem its row in ``spread`` (papers that hold it) and ``vectors``.

    ``vectors`` is int8 (stems, dimensions): unit vectors times 127 of stems that stand in the same papers, zeros for a
    stem too frequent to be akin to any. Without arguments it knows nothing, and a collection's own counts are all.
    """

    total: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    spread: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    vectors: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))

    def rarity(self, stem: str, holders: int, papers: int) -> float:
        """How much a stem tells (>= 0) that stands in ``holders`` of a collection's ``papers``: inverse frequency.

        The logarithm of all papers by those that hold it, background and collection together.
        """
        row = self.rows.get(stem)
        known = UNKNOWN if row is None else int(self.spread[row])
        held = OWN * max(1, holders) + (known if self.total else 0)
        return max(0.0, math.log((OWN * (papers + 1) + self.total) / held))
