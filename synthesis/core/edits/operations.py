"""What an edit is: one small change that names its nodes by id and by label, so that it outlives a merge."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from synthesis.core.errors import InvalidTree
from synthesis.core.types import Tree

__all__ = ["ACTS", "Edit", "Ref", "from_json", "settled", "soft", "to_json"]

ACTS = ("add", "label", "kind", "move", "say", "remove", "link", "relink", "unlink", "order")


@dataclass(frozen=True, slots=True)
class Ref:
    """A node as an edit names it: by its id, or where that is gone by its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a tree.

    ===========  ==================================================================================
    ``add``      ``node`` below ``other``, of ``kind``; ``text`` names the line between the two
    ``label``    ``node`` is called ``text``
    ``kind``     ``node`` is of ``kind``
    ``move``     ``node`` hangs below ``other``; ``text`` names the line
    ``say``      the line that leads to ``node`` is named ``text``
    ``remove``   ``node`` goes; what still hangs below it moves up
    ``link``     a link across from ``node`` to ``other``, named ``text``
    ``relink``   that link is named ``text``
    ``unlink``   that link goes
    ``order``    the children of ``node`` stand in the order of ``order``
    ===========  ==================================================================================
    """

    act: str
    node: Ref
    other: Ref | None = None
    text: str = ""
    kind: str = ""
    order: tuple[Ref, ...] = ()


def soft(label: str) -> str:
    """The label without what does not tell two nodes apart: case and runs of space."""
    return " ".join(label.split()).casefold()


def settled(tree: Tree) -> Tree:
    """The same tree in its one order: nodes and tree edges breadth first, links by the places of their ends.

    The children of a node keep their order.
    """
    children, order = tree.children(), [tree.root]
    for name in order:
        order += children[name]
    place = {name: at for at, name in enumerate(order)}
    nodes = sorted(tree.nodes, key=lambda node: place[node.id])
    edges = sorted(
        tree.edges,
        key=lambda e: (1, place[e.source], place[e.target]) if e.kind == "cross" else (0, place[e.target], 0),
    )
    return replace(tree, nodes=tuple(nodes), edges=tuple(edges))


def to_json(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """The edits as JSON-ready dicts; ``from_json`` reads them back."""
    return [{**asdict(edit), "order": [asdict(ref) for ref in edit.order]} for edit in edits]


def from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """The edits of ``to_json``'s shape; raises ``InvalidTree`` for an act nobody knows."""
    edits = tuple(
        Edit(
            one["act"],
            Ref(**one["node"]),
            Ref(**one["other"]) if one["other"] else None,
            one["text"],
            one["kind"],
            tuple(Ref(**ref) for ref in one["order"]),
        )
        for one in data
    )
    for edit in edits:
        if edit.act not in ACTS:
            raise InvalidTree(f"There is no edit called {edit.act!r}.")
    return edits
