"""Orders of demand: the notes' own, moved by no more than was counted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def reorder(baseline: Sequence[Key], counts: Mapping[Key, int]) -> list[Key]:
    """The baseline in which those with a count exchange their places: most first, equals as they stood.

    What nobody counted keeps its place, so a count of a few says nothing about the others.

    >>> reorder(["python", "hpc", "gpu"], {"gpu": 9, "python": 2})
    ['gpu', 'hpc', 'python']
    """
    counted = [key for key in baseline if key in counts]
    moved = iter(sorted(counted, key=lambda key: -counts[key]))
    return [next(moved) if key in counts else key for key in baseline]


def ranks(counts: Mapping[Key, int]) -> dict[Key, int]:
    """The rank of each by its count: one more than how many have a larger one, so equals share a rank.

    >>> ranks({"python": 5, "hpc": 9, "sql": 5})
    {'python': 2, 'hpc': 1, 'sql': 2}
    """
    return {key: 1 + sum(other > count for other in counts.values()) for key, count in counts.items()}
