"""Walks over the graph step by step: what is near a node, and the shortest ways between two.

Each step asks for the neighbours of a whole front at once; how much a walk may look at is bounded, and a walk that
would go further is refused with a sentence, never cut in silence.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

import networkx as nx

from graph import queries, schema
from graph.reading import Reader
from graph.shapes import Json, Subgraph, edges_json, node_json
from jobs.errors import Invalid, NotFound

__all__ = ["ALL_TYPES", "MAX_STEPS", "Walk", "drawn", "edges_among", "near", "nearest", "nodes_of", "ways"]

ALL_TYPES = tuple(schema.EDGE_TYPES)
# How many neighbourships one walk may look at.
MAX_STEPS = 200_000
# Up to so many nodes the server itself picks the edges between them.
COMPARED = 300


class Walk:
    """The nodes around `start`, each with its distance, and the undirected pairs that were seen."""

    def __init__(self, reader: Reader, start: str, types: Sequence[str]) -> None:
        self.distance = {start: 0}
        self.front = [start]
        self.depth = 0
        self.pairs: dict[str, set[str]] = {}
        self._reader, self._types = reader, list(types)
        self._steps = 0

    def step(self) -> None:
        """One step further. Raises `Invalid` when that would look at more than `MAX_STEPS` neighbourships."""
        self.depth += 1
        found: set[str] = set()
        for row in near(self._reader, self.front, self._types):
            self._steps += len(row["others"])
            if self._steps > MAX_STEPS:
                raise Invalid(
                    f"This is too wide: {self.depth} steps lead past more than {MAX_STEPS:,} others. Go fewer steps or "
                    "name the types of edges to follow.",
                    code="too_wide",
                )
            self.pairs.setdefault(row["id"], set()).update(row["others"])
            for other in row["others"]:
                self.pairs.setdefault(other, set()).add(row["id"])
                if other not in self.distance:
                    found.add(other)
        self.front = sorted(found)
        self.distance.update(dict.fromkeys(self.front, self.depth))


def near(reader: Reader, ids: Sequence[str], types: Sequence[str]) -> Iterator[Json]:
    """What is one step away from each of the nodes, in either direction: the rows `{id, others}`."""
    if set(types) >= set(ALL_TYPES):
        return reader.by_label(queries.NEAR_BY_ANY, ids)
    return reader.by_label(queries.NEAR, ids, types=list(types))


def nodes_of(reader: Reader, ids: Collection[str]) -> dict[str, Json]:
    """The nodes with these ids, by id; those that are not there are left out."""
    found = {row["id"]: node_json(row["node"]) for row in reader.by_label(queries.NODES_BY_ID, sorted(set(ids)))}
    return {id_: found[id_] for id_ in ids if id_ in found}


def require(reader: Reader, ids: Collection[str]) -> dict[str, Json]:
    """`nodes_of`; raises `NotFound` for an id that no node has."""
    found = nodes_of(reader, ids)
    for id_ in ids:
        if id_ not in found:
            raise NotFound(f"The graph has no node {id_[:120]}.", details={"id": id_[:200]})
    return found


def drawn(reader: Reader, ids: Sequence[str], *, limit: int, types: Sequence[str] = ALL_TYPES) -> Subgraph:
    """The first `limit` of the nodes `ids`, in that order, and every edge between them; `total` counts them all."""
    kept = list(dict.fromkeys(ids))
    total = len(kept)
    nodes = nodes_of(reader, kept[:limit])
    return Subgraph(list(nodes.values()), edges_json(edges_among(reader, sorted(nodes), types)), total)


def edges_among(reader: Reader, ids: Sequence[str], types: Sequence[str]) -> Iterator[Json]:
    """The rows `{source, target, type, edge}` of the edges between nodes of `ids`."""
    if len(ids) <= COMPARED:
        yield from reader.by_label(queries.EDGES_AMONG, ids, others=list(ids), types=list(types))
        return
    known = set(ids)
    rows = reader.by_label(queries.EDGES_FROM, ids, types=list(types))
    yield from (row for row in rows if row["target"] in known)


def nearest(reader: Reader, start: str, *, depth: int, types: Sequence[str]) -> list[str]:
    """What is at most `depth` steps away, `start` first: by distance, then by ties to what is nearer, then by id."""
    require(reader, [start])
    walk = Walk(reader, start, types)
    while walk.depth < depth and walk.front:
        walk.step()

    def rank(id_: str) -> tuple[int, int, str]:
        distance = walk.distance[id_]
        ties = sum(walk.distance[other] < distance for other in walk.pairs.get(id_, ()))
        return distance, -ties, id_

    return sorted(walk.distance, key=rank)


def ways(reader: Reader, source: str, target: str, *, max_length: int, k: int, types: Sequence[str]) -> list[list[str]]:
    """The `k` shortest ways without a node twice, of at most `max_length` edges, followed in either direction.

    Both ends walk towards each other. When together they have gone n steps, every way of up to n edges lies in what
    they saw; they go on until that holds k ways. By length, then by ids.
    """
    require(reader, [source, target])
    if source == target:
        return [[source]]
    sides = (Walk(reader, source, types), Walk(reader, target, types))
    found: list[list[str]] = []
    for length in range(1, max_length + 1):
        if not (sides[0].front and sides[1].front):
            # One end has seen all it is connected with, so nothing is left to be seen.
            return _shortest(sides, source, target, max_length, k) if _meet(sides) else []
        min(sides, key=lambda side: len(side.front)).step()
        if _meet(sides):
            found = _shortest(sides, source, target, length, k)
            if len(found) == k:
                break
    return found


def _meet(sides: tuple[Walk, Walk]) -> bool:
    first, second = sorted((side.distance.keys() for side in sides), key=len)
    return any(id_ in second for id_ in first)


def _shortest(sides: tuple[Walk, Walk], source: str, target: str, length: int, k: int) -> list[list[str]]:
    graph = nx.Graph()
    pairs = sorted(
        {(min(one, other), max(one, other)) for side in sides for one, others in side.pairs.items() for other in others}
    )
    graph.add_edges_from(pairs)
    return _ordered(nx.shortest_simple_paths(graph, source, target), length, k)


def _ordered(paths: Iterator[list[str]], length: int, k: int) -> list[list[str]]:
    """The first `k` paths of at most `length` edges; of one length by ids."""
    within = itertools.takewhile(lambda path: len(path) - 1 <= length, paths)
    chosen: list[list[str]] = []
    try:
        for _, same in itertools.groupby(within, key=len):
            chosen += sorted(itertools.islice(same, MAX_TIES))
            if len(chosen) >= k:
                break
    except nx.NetworkXNoPath:
        return []
    return chosen[:k]


# How many ways of one length are put in order before the first k of them are taken.
MAX_TIES = 200
