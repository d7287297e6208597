"""What the shares of a batch of owners add up to."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from graph.items import Edge, Node
from graph.shares.names import better_name


@dataclasses.dataclass
class Basket:
    """Nodes and edges of some owners' shares.

    `own` nodes go by id and are there because their owner is; `shared` ones (authors, categories, terms) because an
    edge points at them. `edges` may touch nodes of other owners too.
    """

    own: dict[str, Node] = dataclasses.field(default_factory=dict)
    shared: dict[str, Node] = dataclasses.field(default_factory=dict)
    edges: list[Edge] = dataclasses.field(default_factory=list)

    def share(self, node: Node) -> str:
        """Adds a shared node and gives its id; of two authors' names under one id the better one stays."""
        held = self.shared.get(node.id)
        if held is None or (node.label == "Author" and better_name(held.properties["name"], node.properties["name"])):
            self.shared[node.id] = node
        return node.id

    def take(self, other: Basket) -> None:
        """Adds all of another basket."""
        self.own |= other.own
        for node in other.shared.values():
            self.share(node)
        self.edges += other.edges


def text_of(items: Iterable[Any]) -> str:
    """A list as the JSON text that the store holds."""
    return json.dumps(list(items), separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def number(value: float) -> float:
    """A number as the graph holds it: to 1e-6, never -0.0."""
    return round(float(value), 6) + 0.0
