"""The graph's words: labels, relations, which ends they join, and how an id names its type."""

from __future__ import annotations

import dataclasses
import functools

__all__ = ["EDGE_TYPES", "MARKER", "NODE_TYPES", "EdgeType", "NodeType", "kind_of", "label_of", "node_id", "type_of"]

# The label of the one node that says what was projected; no part of the graph that people see.
MARKER = "Projection"


@dataclasses.dataclass(frozen=True)
class NodeType:
    """One label. Every node also has `id` (`<type>:<key>`) and `label`, what a person reads.

    `properties` go by name to `str`, `int`, `float` or `bool`; `optional` ones are absent rather than null.
    `shared` nodes belong to no one and live as long as an edge points at them. `searched` properties are indexed for
    words where the server can, `indexed` ones for values.
    """

    label: str
    properties: dict[str, type]
    optional: frozenset[str] = frozenset()
    shared: bool = False
    searched: tuple[str, ...] = ("label",)
    indexed: tuple[str, ...] = ("label",)

    @property
    def type(self) -> str:
        """The label in small letters, as ids begin with it."""
        return self.label.lower()


@dataclasses.dataclass(frozen=True)
class EdgeType:
    """One relation between `sources` and `targets` (labels).

    Every edge also has `owner`, the id of the thing whose share it is. Properties in `texts` hold JSON text in the
    store and are lists outside of it.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: dict[str, type] = dataclasses.field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


_NODES = (
    NodeType(
        "Paper",
        {"key": str, "title": str, "year": int, "published": str, "primary_category": str, "withdrawn": bool},
        optional=frozenset({"year", "published", "withdrawn"}),
        indexed=("label", "year"),
    ),
    NodeType("Author", {"name": str}, shared=True),
    NodeType("Category", {"code": str}, shared=True),
    NodeType("Term", {"form": str, "sense": str}, shared=True, indexed=("label", "form")),
    NodeType("Concept", {"papers": int}, indexed=("label", "papers")),
    NodeType(
        "Tree",
        {"kind": str, "style": str, "title": str, "hash": str, "node_count": int, "archived": bool},
        optional=frozenset({"archived"}),
        indexed=("label", "kind"),
    ),
    NodeType("TreeNode", {"kind": str, "weight": float, "tree": str}, indexed=("tree",)),
    NodeType("Topic", {"number": int, "slug": str, "summary": str}, indexed=("label", "number")),
    NodeType("Experiment", {"key": str, "topic": int, "summary": str}, optional=frozenset({"topic", "summary"})),
    NodeType(
        "Run",
        {"state": str, "experiment": str, "seed": int, "device": str, "created": str, "verdict": str},
        optional=frozenset({"verdict"}),
    ),
    NodeType("Dataset", {"sha256": str, "rows": int, "classes": int}, shared=True),
    NodeType(
        "Model",
        {"role": str, "parameters": int, "accuracy": float, "run": str, "lacks": str},
        optional=frozenset({"lacks"}),
        shared=True,
    ),
    NodeType("Organization", {"name": str, "focus": str}, optional=frozenset({"focus"})),
    NodeType("Skill", {"name": str}),
)
_EDGES = (
    # `name` is how the paper writes it.
    EdgeType("WROTE", ("Author",), ("Paper",), {"position": int, "name": str}),
    EdgeType("IN_CATEGORY", ("Paper",), ("Category",)),
    EdgeType(
        "MENTIONS",
        ("Paper",),
        ("Term",),
        {"score": float, "text": str, "method": str, "spans": str},
        texts=frozenset({"spans"}),
    ),
    EdgeType("RESOLVES_TO", ("Term",), ("Concept",), {"rule": str}),
    EdgeType(
        "RELATES",
        ("Concept",),
        ("Concept",),
        {"label": str, "weight": float, "basis": str, "evidence": str, "paper": str},
        texts=frozenset({"evidence"}),
    ),
    EdgeType("OF", ("Tree", "Run"), ("Paper", "Experiment")),
    EdgeType("HAS_NODE", ("Tree",), ("TreeNode",)),
    EdgeType("CHILD_OF", ("TreeNode",), ("TreeNode",)),
    EdgeType(
        "CROSS_LINK",
        ("TreeNode",),
        ("TreeNode",),
        {"label": str, "weight": float, "basis": str, "evidence": str},
        texts=frozenset({"evidence"}),
    ),
    EdgeType("QUOTES", ("TreeNode",), ("Paper",), {"evidence": str}, texts=frozenset({"evidence"})),
    EdgeType("SHOWS", ("TreeNode",), ("Concept",)),
    EdgeType("MERGED_INTO", ("Tree",), ("Tree",)),
    EdgeType("BRED_FROM", ("Tree",), ("Tree",), {"operator": str, "seed": int}),
    EdgeType("LINKED_TO", ("Paper", "Experiment", "Run"), ("Topic", "Paper"), {"why": str, "score": float}),
    EdgeType("DEMONSTRATES", ("Experiment",), ("Topic",)),
    EdgeType("MADE", ("Run",), ("Model",)),
    EdgeType("TRAINED", ("Dataset",), ("Model",)),
    EdgeType("TAUGHT", ("Model",), ("Model",)),
    EdgeType(
        "DEMANDS",
        ("Organization",),
        ("Skill", "Topic"),
        {"source": str, "rank": int, "count": int, "date": str},
        optional=frozenset({"rank", "count", "date"}),
    ),
)
NODE_TYPES: dict[str, NodeType] = {known.label: known for known in _NODES}
EDGE_TYPES: dict[str, EdgeType] = {known.name: known for known in _EDGES}


@functools.cache
def _labels() -> dict[str, str]:
    return {known.type: label for label, known in NODE_TYPES.items()}


def kind_of(id_: str) -> str:
    """The type that an id names, in small letters; `""` for an id of no known type.

    >>> kind_of("paper:2101.08878"), kind_of("nothing")
    ('paper', '')
    """
    kind = id_.partition(":")[0]
    return kind if kind in _labels() else ""


def label_of(kind: str) -> str:
    """The label of a type: `treenode` -> `TreeNode`. Raises `KeyError` for an unknown one."""
    return _labels()[kind]


def type_of(label: str) -> str:
    """The type of a label: `TreeNode` -> `treenode`. Raises `KeyError` for an unknown one."""
    return NODE_TYPES[label].type


def node_id(label: str, key: str) -> str:
    """The id of the node with that label and key.

    >>> node_id("TreeNode", "0123456789abcdef/root")
    'treenode:0123456789abcdef/root'
    """
    return f"{NODE_TYPES[label].type}:{key}"
