"""Where every part of a child comes from, and how two trees differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from synthesis.core.breeding.genome import Genome, below, under
from synthesis.core.breeding.materials import concept_of
from synthesis.core.breeding.planting import ids_of
from synthesis.core.breeding.pool import NEIGHBOUR, Pool
from synthesis.core.types import Node, Tree

__all__ = ["compare", "lineage"]


def lineage(genome: Genome, pool: Pool, parents: Sequence[str], seed: int) -> dict[str, Any]:
    """The lineage of a planted child.

    ``parents``: ids of the trees it has nodes of, in the breeding's order. ``branches``: one ``{node, parent, papers}``
    for the root, for each branch and wherever a piece of another parent begins (``parent`` null: a neighbour from the
    graph); a node without an entry belongs to the entry next above it. ``origins``: by node its ``{parent, node}``.
    ``mutations``: ``{operator, node, note, seed: [seed, generation, place]}`` for what operators did to nodes that are
    still there, oldest first.
    """
    ids = ids_of(genome, pool)
    used = sorted({pool.parent[node] for node in genome.nodes()} - {NEIGHBOUR})
    owner = {node: parents[place] if (place := pool.parent[node]) != NEIGHBOUR else None for node in genome.nodes()}
    marks = [(mark, ids[node]) for node in genome.nodes() for mark in genome.marks.get(node, ())]
    marks.sort(key=lambda item: (item[0].generation, item[0].place, item[1], item[0].operator))
    return {
        "parents": [parents[place] for place in used],
        "branches": _branches(genome, pool, ids, owner),
        "origins": {ids[node]: {"parent": owner[node], "node": pool.nodes[node].id} for node in genome.nodes()},
        "mutations": [
            {"operator": m.operator, "node": node, "note": m.note, "seed": [seed, m.generation, m.place]}
            for m, node in marks
        ],
        "seed": seed,
    }


def _branches(
    genome: Genome, pool: Pool, ids: Mapping[int, str], owner: Mapping[int, str | None]
) -> list[dict[str, Any]]:
    children = below(genome)
    tops = [
        node
        for node in under(children, genome.root)
        if node == genome.root or genome.up[node] == genome.root or pool.parent[node] != pool.parent[genome.up[node]]
    ]
    found = []
    for top in tops:
        piece = [top]
        for node in piece:
            piece += [child for child in children[node] if child not in tops] if node != genome.root else []
        papers = sorted({key for node in piece for key in pool.nodes[node].papers})
        found.append({"node": ids[top], "parent": owner[top], "papers": papers})
    return found


def compare(child: Tree, parent: Tree) -> dict[str, list[dict[str, Any]]]:
    """What a tree has of another, by what its nodes say: ``kept``, ``new`` and ``dropped``.

    ``kept``: ``{node, label, parent_node, moved}``, moved when it hangs under something else there; ``new``:
    ``{node, label}`` of the child; ``dropped``: ``{node, label}`` of the parent. Each in the order of its tree.
    """
    mine, theirs = _by_concept(child), _by_concept(parent)
    above_mine, above_theirs = _above(child), _above(parent)
    kept = [
        {"node": node.id, "label": node.label, "parent_node": theirs[name].id,
         "moved": above_mine.get(name) != above_theirs.get(name)}
        for name, node in mine.items()
        if name in theirs
    ]  # fmt: skip
    return {
        "kept": kept,
        "new": [{"node": node.id, "label": node.label} for name, node in mine.items() if name not in theirs],
        "dropped": [{"node": node.id, "label": node.label} for name, node in theirs.items() if name not in mine],
    }


def _by_concept(tree: Tree) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in tree.nodes:
        found.setdefault(concept_of(node), node)
    return found


def _above(tree: Tree) -> dict[str, str]:
    names = {node.id: concept_of(node) for node in tree.nodes}
    found: dict[str, str] = {}
    for edge in tree.edges:
        if edge.kind == "tree":
            found.setdefault(names[edge.target], names[edge.source])
    return found
