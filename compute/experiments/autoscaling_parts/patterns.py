"""How work is shared out over replicas; the simulation and the live run choose by the same functions.

Round robin and least outstanding requests: nginx.org/en/docs/http/load_balancing.html. Work stealing: Blumofe and
Leiserson, "Scheduling multithreaded computations by work stealing", J. ACM 46(5), 1999. Sharding by rendezvous
hashing: Thaler and Ravishankar, IEEE/ACM Trans. Networking 6(1), 1998.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Literal, Protocol

Pattern = Literal["round robin", "least outstanding", "work stealing", "sharding"]
PATTERNS: tuple[Pattern, ...] = ("round robin", "least outstanding", "work stealing", "sharding")


class Lane(Protocol):
    """A replica as a sharer sees it: its number, and the requests that wait for it or are in its hands."""

    @property
    def number(self) -> int: ...

    @property
    def outstanding(self) -> int: ...


def choose(pattern: Pattern, lanes: Sequence[Lane], *, key: int, turn: int) -> int:
    """The place in `lanes` that a request with this key goes to; `turn` counts requests. Lanes may not be empty."""
    if pattern == "least outstanding":
        return min(range(len(lanes)), key=lambda place: (lanes[place].outstanding, place))
    if pattern == "sharding":
        return max(range(len(lanes)), key=lambda place: _weight(key, lanes[place].number))
    return turn % len(lanes)


def victim(lanes: Sequence[Lane]) -> int | None:
    """The place of the lane an idle replica steals from: the longest, None when nobody has work waiting."""
    longest = max(range(len(lanes)), key=lambda place: lanes[place].outstanding, default=None)
    return longest if longest is not None and lanes[longest].outstanding > 1 else None


def _weight(key: int, number: int) -> int:
    return zlib.crc32(f"{key}:{number}".encode())
