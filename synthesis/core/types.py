"""The shapes everything else speaks in: spans, evidence, nodes, edges, trees. All immutable, checked when made."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from synthesis.core import checks
from synthesis.core.errors import InvalidTree

__all__ = [
    "EDGE_BASES",
    "EDGE_KINDS",
    "NODE_KINDS",
    "Edge",
    "Evidence",
    "Node",
    "Span",
    "Tree",
    "canonical_json",
    "evidence_dicts",
    "from_dict",
    "to_dict",
    "tree_id",
]  # fmt: skip

NODE_KINDS = ("root", "branch", "group", "concept", "term", "paper", "hub", "summary")
EDGE_KINDS = ("tree", "cross")
EDGE_BASES = ("", "sentence", "together")


class Span(NamedTuple):
    """A stretch of a paper's text: ``field`` is title, abstract or text; code points, half-open."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and where it stands: ``text_of(field)[start:end] == quote`` in that version of the paper.

    ``field`` is title, abstract or text. Where a paper has no abstract it may be ``given_terms``: then ``quote`` is one
    of the paper's given terms, ``version`` is None and the span runs over the term itself (0 to its length).
    """

    arxiv_id: str
    version: int | None
    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Node:
    """A labelled node.

    ``papers`` are keys in ascending order, ``weight`` its strength (>= 0, kept to 1e-6), ``forms`` the term forms that
    it merged.
    """

    id: str
    label: str
    kind: str
    papers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    weight: float = 0.0
    forms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", round(self.weight, 6) + 0.0)


@dataclass(frozen=True, slots=True)
class Edge:
    """A tree edge (parent to child) or a cross link; ``basis`` says what a cross link rests on.

    ``basis`` is ``sentence`` (a verb phrase between the two was found in a sentence), ``together`` (they only share
    papers; drawn dotted) or empty.
    """

    source: str
    target: str
    kind: str = "tree"
    label: str = ""
    evidence: tuple[Evidence, ...] = ()
    weight: float = 0.0
    basis: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", round(self.weight, 6) + 0.0)


@dataclass(frozen=True, slots=True)
class Tree:
    """A rooted labelled tree with cross links.

    ``kind`` is paper, merged, child or edited; ``style`` classic, concept or empty. Tree edges are kept before the
    cross links, each in the order given.

    Raises ``InvalidTree`` when made from nodes and edges that are not one tree: ids unique and of a safe form, end
    points known, each node but the root with exactly one tree parent, all reachable from the root (so no cycle of tree
    edges), no edge from a node to itself, no second edge of one kind between the same two, text encodable as UTF-8.
    """

    title: str
    root: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    kind: str = "merged"
    style: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "edges", tuple(sorted(self.edges, key=lambda edge: edge.kind == "cross")))
        checks.check(self, NODE_KINDS, EDGE_KINDS, EDGE_BASES)

    def node(self, node_id: str) -> Node:
        """The node of that id; ``KeyError`` when there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def children(self) -> dict[str, tuple[str, ...]]:
        """Ids of the tree children of every node, in the order of the edges; leaves map to ``()``."""
        found: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            if edge.kind == "tree":
                found[edge.source].append(edge.target)
        return {key: tuple(value) for key, value in found.items()}

    def skeleton(self) -> "Tree":
        """The tree as its Mermaid text can tell it: the same without papers, evidence, weights and forms."""
        nodes = tuple(Node(node.id, node.label, node.kind) for node in self.nodes)
        edges = tuple(replace(edge, evidence=(), weight=0.0) for edge in self.edges)
        return replace(self, nodes=nodes, edges=edges)


def evidence_dicts(items: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    """Evidence as JSON-ready dicts, field for field."""
    names = ("arxiv_id", "version", "field", "start", "end", "quote")
    return [{name: getattr(item, name) for name in names} for item in items]


def to_dict(tree: Tree) -> dict[str, Any]:
    """The tree as JSON-ready dicts and lists. ``from_dict`` reads it back."""
    nodes = [
        {"id": n.id, "label": n.label, "kind": n.kind, "papers": list(n.papers),
         "evidence": evidence_dicts(n.evidence), "weight": n.weight, "forms": list(n.forms)}
        for n in tree.nodes
    ]  # fmt: skip
    edges = [
        {"source": e.source, "target": e.target, "kind": e.kind, "label": e.label,
         "evidence": evidence_dicts(e.evidence), "weight": e.weight, "basis": e.basis}
        for e in tree.edges
    ]  # fmt: skip
    return {"title": tree.title, "root": tree.root, "kind": tree.kind, "style": tree.style, "nodes": nodes,
            "edges": edges}  # fmt: skip


def from_dict(data: Mapping[str, Any]) -> Tree:
    """A checked Tree from ``to_dict``'s shape; raises ``InvalidTree`` with a sentence for anything else."""
    try:
        nodes = tuple(
            Node(str(n["id"]), n["label"], n["kind"], tuple(n.get("papers", ())), _read(n), float(n.get("weight", 0.0)),
                 tuple(n.get("forms", ())))
            for n in data["nodes"]
        )  # fmt: skip
        edges = tuple(
            Edge(e["source"], e["target"], e.get("kind", "tree"), e.get("label", ""), _read(e),
                 float(e.get("weight", 0.0)), e.get("basis", ""))
            for e in data["edges"]
        )  # fmt: skip
        head = (data.get("title", ""), data["root"], nodes, edges, data.get("kind", "merged"), data.get("style", ""))
    except KeyError as missing:
        raise InvalidTree(f"The tree lacks the field {missing.args[0]!r}.") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise InvalidTree("The tree's fields are not of the expected types.") from wrong
    return Tree(*head)


def _read(item: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(e["arxiv_id"], e["version"], e["field"], e["start"], e["end"], e["quote"])
        for e in item.get("evidence", ())
    )


def canonical_json(tree: Tree) -> bytes:
    """The one byte string of a tree: UTF-8 JSON, sorted keys, no spaces, numbers rounded to 1e-6."""
    return json.dumps(to_dict(tree), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def tree_id(tree: Tree) -> str:
    """First 16 hex digits of the SHA-256 of ``canonical_json``."""
    return hashlib.sha256(canonical_json(tree)).hexdigest()[:16]
