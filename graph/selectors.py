"""Reads of nodes and ways that REST and MCP share. All raise `Unavailable` when the server does not answer.

Where they take the id of a node, a paper's old key and a merged concept stand for what they became.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

from graph import queries, schema
from graph.former import present
from graph.reading import Reader, reading
from graph.shapes import Json, Subgraph, edges_json, node_json
from graph.walking import ALL_TYPES, drawn, edges_among, nearest, nodes_of, require, ways

__all__ = [
    "Page",
    "degrees",
    "neighbours",
    "node",
    "nodes_page",
    "nodes_with",
    "paths",
]


Place = tuple[str, str, str]


class Page(NamedTuple):
    """Some nodes in order, and whether more follow in the direction that was asked for."""

    nodes: list[Json]
    more: bool


def nodes_page(*, label: str = "", at: Place | None = None, back: bool = False, size: int = 50) -> Page:
    """Nodes by type (in the order of the schema), label and id, behind a place or, with `back`, in front of it.

    The place `at` is (label of the schema, label, id) of a node; without one the page is the first, with `back` the
    last. With `label` those of one label of the schema only.
    """
    labels = [label] if label else list(schema.NODE_TYPES)
    if back:
        labels.reverse()
    if at is not None:
        labels = labels[labels.index(at[0]) :] if at[0] in labels else []
    found: list[Json] = []
    with reading() as reader:
        for name in labels:
            here = at if at is not None and name == at[0] else None
            found += _some(reader, name, here, back, size + 1 - len(found))
            if len(found) > size:
                break
    page = found[:size]
    return Page(page[::-1] if back else page, len(found) > size)


def _some(reader: Reader, name: str, here: Place | None, back: bool, limit: int) -> list[Json]:
    """Nodes of one label from a place on, the nearest first."""
    _, text, id_ = here or ("", "", "")
    forwards = queries.NODES_FROM
    backwards = queries.NODES_LAST if here is None else queries.NODES_BEFORE
    statement = (backwards if back else forwards)[name]
    return [node_json(row["node"]) for row in reader.rows(statement, label=text, id=id_, limit=limit)]


def nodes_with(*, q: str, label: str = "", limit: int = 200) -> list[Json]:
    """Nodes whose label holds every word of `q`, in any case: exact ones first, then short labels, then by id."""
    folded = " ".join(q.lower().split())
    labels = [label] if label else list(schema.NODE_TYPES)
    with reading() as reader:
        found = [
            node_json(row["node"])
            for name in labels
            for row in reader.rows(queries.NODES_WITH[name], words=folded.split(), q=folded, limit=limit)
        ]
        named = schema.kind_of(q.strip())
        exact = list(nodes_of(reader, [q.strip()]).values()) if named else []
    order = {known.type: place for place, known in enumerate(schema.NODE_TYPES.values())}

    def rank(one: Json) -> tuple[Any, ...]:
        text = str(one["label"])
        return (text.lower() != folded, len(text), order[one["type"]], text, one["id"])

    kept = [one for one in exact if not label or one["type"] == schema.type_of(label)]
    ids = {one["id"] for one in kept}
    return [*kept, *(one for one in sorted(found, key=rank) if one["id"] not in ids)][:limit]


def node(id_: str) -> Json:
    """One node and its `degree`: how many edges of each type it has. Raises `NotFound`."""
    with reading() as reader:
        id_ = present(reader, id_)
        return {**require(reader, [id_])[id_], "degree": degrees(reader, id_)}


def degrees(reader: Reader, id_: str) -> dict[str, int]:
    """How many others each type of edge leads to, only types that it has."""
    return {
        row["type"]: row["n"] for row in sorted(reader.by_label(queries.DEGREES, [id_]), key=lambda row: row["type"])
    }


def neighbours(id_: str, *, depth: int = 1, types: Sequence[str] = ALL_TYPES, limit: int = 200) -> Subgraph:
    """The node and what is at most `depth` steps away, nearest first. Raises `NotFound`, `Invalid` (`too_wide`)."""
    with reading() as reader:
        ids = nearest(reader, present(reader, id_), depth=depth, types=types)
        return drawn(reader, ids, limit=limit, types=types)


def paths(source: str, target: str, *, max_length: int = 6, k: int = 1, types: Sequence[str] = ALL_TYPES) -> list[Json]:
    """The `k` shortest ways between two nodes, `{nodes, edges}` each, with all that the edges know.

    Between two nodes of a way stands every edge that joins them. Raises `NotFound`, `Invalid` (`too_wide`).
    """
    with reading() as reader:
        source, target = present(reader, source), present(reader, target)
        found = ways(reader, source, target, max_length=max_length, k=k, types=types)
        ids = sorted({id_ for way in found for id_ in way})
        nodes = nodes_of(reader, ids)
        edges = edges_json(edges_among(reader, ids, types))
    joined: dict[frozenset[str], list[Json]] = {}
    for edge in edges:
        joined.setdefault(frozenset((edge["source"], edge["target"])), []).append(edge)
    return [
        {
            "nodes": [nodes[id_] for id_ in way],
            "edges": [edge for pair in itertools.pairwise(way) for edge in joined[frozenset(pair)]],
        }
        for way in found
    ]
