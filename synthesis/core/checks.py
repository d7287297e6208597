"""What makes nodes and edges one tree; called by ``Tree`` when it is made."""

import math
import re
from typing import TYPE_CHECKING

from synthesis.core.errors import InvalidTree

if TYPE_CHECKING:
    from synthesis.core.types import Edge, Node, Tree

__all__ = ["ID_PATTERN", "RESERVED_IDS", "check", "valid_id"]

# An id stands unquoted in Mermaid text and inside the ids of the drawn SVG.
ID_PATTERN = re.compile(r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*")
ID_LENGTH = 120
# Words that Mermaid's flowchart lexer takes for itself, in any case of letters.
RESERVED_IDS = frozenset(
    {
        "end",
        "graph",
        "flowchart",
        "subgraph",
        "style",
        "linkstyle",
        "classdef",
        "class",
        "click",
        "href",
        "call",
        "default",
        "direction",
        "acctitle",
        "accdescr",
        "tb",
        "td",
        "bt",
        "lr",
        "rl",
        "br",
        "interpolate",
    }
)


def valid_id(text: object) -> bool:
    """Whether the text may be the id of a node: letters, digits, ``_``, inner ``-`` and ``.``; no word of Mermaid's."""
    return (
        isinstance(text, str)
        and len(text) <= ID_LENGTH
        and ID_PATTERN.fullmatch(text) is not None
        and text.lower() not in RESERVED_IDS
    )


def check(tree: "Tree", node_kinds: tuple[str, ...], edge_kinds: tuple[str, ...], bases: tuple[str, ...]) -> None:
    """Raise ``InvalidTree`` unless the parts of ``tree`` make one rooted tree (the rules stand at ``Tree``)."""
    for name in ("title", "root", "kind", "style"):
        _text(getattr(tree, name), f"the tree's {name}")
    if not tree.nodes:
        raise InvalidTree("A tree needs at least one node.")
    ids: set[str] = set()
    for node in tree.nodes:
        _node(node, node_kinds)
        if node.id in ids:
            raise InvalidTree(f"Two nodes share the id {node.id!r}.", node=node.id)
        ids.add(node.id)
    if tree.root not in ids:
        raise InvalidTree(f"The root {tree.root!r} is not among the nodes.", node=tree.root)
    seen: set[tuple[str, str, str]] = set()
    for edge in tree.edges:
        _edge(edge, ids, edge_kinds, bases)
        key = (edge.source, edge.target, edge.kind)
        if key in seen:
            raise InvalidTree(f"Two {edge.kind} edges join {edge.source!r} to {edge.target!r}.", node=edge.source)
        seen.add(key)
    _shape(tree, ids)


def _node(node: "Node", kinds: tuple[str, ...]) -> None:
    if not valid_id(node.id):
        raise InvalidTree(f"The id {node.id!r} is not of the allowed form: letters, digits and _, inner - or .")
    if node.kind not in kinds:
        raise InvalidTree(f"Node {node.id!r} has the unknown kind {node.kind!r}.", node=node.id)
    _text(node.label, f"the label of {node.id!r}")
    for text in (*node.papers, *node.forms):
        _text(text, f"a paper or form of {node.id!r}")
    _weight(node.weight, node.id)


def _edge(edge: "Edge", ids: set[str], kinds: tuple[str, ...], bases: tuple[str, ...]) -> None:
    for end in (edge.source, edge.target):
        if end not in ids:
            raise InvalidTree(f"An edge names the unknown node {end!r}.", node=end)
    if edge.source == edge.target:
        raise InvalidTree(f"An edge joins {edge.source!r} to itself.", node=edge.source)
    if edge.kind not in kinds or edge.basis not in bases:
        raise InvalidTree(f"The edge from {edge.source!r} has an unknown kind or basis.", node=edge.source)
    _text(edge.label, f"the label of an edge from {edge.source!r}")
    _weight(edge.weight, edge.source)


def _text(value: object, where: str) -> None:
    if not isinstance(value, str):
        raise InvalidTree(f"Expected text for {where}.")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InvalidTree(f"There is half a surrogate pair in {where}; it is no text.")


def _weight(value: float, owner: str) -> None:
    if not math.isfinite(value) or value < 0:
        raise InvalidTree(f"The weight at {owner!r} is not a number from 0 up.", node=owner)


def _shape(tree: "Tree", ids: set[str]) -> None:
    parents: dict[str, str] = {}
    children: dict[str, list[str]] = {key: [] for key in ids}
    for edge in tree.edges:
        if edge.kind != "tree":
            continue
        if edge.target in parents:
            raise InvalidTree(f"Node {edge.target!r} has two parents.", node=edge.target)
        parents[edge.target] = edge.source
        children[edge.source].append(edge.target)
    if tree.root in parents:
        raise InvalidTree("The root has a parent.", node=tree.root)
    reached, queue = {tree.root}, [tree.root]
    while queue:
        for child in children[queue.pop()]:
            reached.add(child)
            queue.append(child)
    if lost := sorted(ids - reached):
        raise InvalidTree(f"Node {lost[0]!r} cannot be reached from the root.", node=lost[0])
