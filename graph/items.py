"""What the graph consists of, as plain values, and a digest of each by which two are told apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

Properties = dict[str, Any]
SIZE = 16
_WHOLE = 1 << (8 * SIZE)


class Node(NamedTuple):
    """A node; `properties` hold all but the id."""

    label: str
    id: str
    properties: Properties


class Edge(NamedTuple):
    """An edge between two ids; `properties` hold the `owner` too."""

    type: str
    source: str
    target: str
    properties: Properties


def digest(item: Node | Edge) -> int:
    """128 bits of what an item says; the same for the same values in any order and from any server."""
    text = json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=SIZE).digest(), "big")


class Tally(NamedTuple):
    """How many nodes and edges there are, and the sum of their digests: in whatever order they came and went."""

    nodes: int = 0
    edges: int = 0
    total: int = 0

    def plus(self, nodes: Iterable[int] = (), edges: Iterable[int] = ()) -> Tally:
        """With items of these digests more."""
        first, second = list(nodes), list(edges)
        total = (self.total + sum(first) + sum(second)) % _WHOLE
        return Tally(self.nodes + len(first), self.edges + len(second), total)

    def minus(self, nodes: Iterable[int] = (), edges: Iterable[int] = ()) -> Tally:
        """With items of these digests less."""
        first, second = list(nodes), list(edges)
        total = (self.total - sum(first) - sum(second)) % _WHOLE
        return Tally(self.nodes - len(first), self.edges - len(second), total)

    @property
    def hash(self) -> str:
        """The content as 32 hex digits.

        >>> Tally().hash
        '00000000000000000000000000000000'
        """
        return f"{self.total:0{2 * SIZE}x}"

    @classmethod
    def of(cls, nodes: int, edges: int, hash_: str) -> Tally:
        """The tally that was stored as these."""
        return cls(nodes, edges, int(hash_ or "0", 16))
