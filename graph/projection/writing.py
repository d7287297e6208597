"""Batches of nodes and edges into the graph, by one UNWIND for each label or relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from graph.items import Edge, Node
from graph.projection.held import HeldEdge, Run, by_label
from graph.schema import kind_of, label_of
from jobs.errors import Unavailable

# Rows of one statement: with more, both servers get slower.
ROWS = 5_000


# Labels and relations cannot be parameters of a statement; those here come from `graph.schema` alone.
@cache
def _create_nodes(label: str) -> str:
    return f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"


@cache
def _set_nodes(label: str) -> str:
    return f"UNWIND $rows AS row MATCH (n:{label}) WHERE n.id = row.id SET n = row"


@cache
def _delete_nodes(label: str) -> str:
    return f"MATCH (n:{label}) WHERE n.id IN $rows DELETE n"


@cache
def _create_edges(type_: str, source: str, target: str, *, by_source: bool) -> str:
    one, other, way = (source, target, "(a)-[r:%s]->(b)") if by_source else (target, source, "(b)-[r:%s]->(a)")
    return (
        f"UNWIND $rows AS row MATCH (a:{one}) WHERE a.id = row.i UNWIND row.to AS to "
        f"MATCH (b:{other}) WHERE b.id = to.i CREATE {way % type_} SET r = to.p RETURN count(r) AS made"
    )


@cache
def _delete_edges(type_: str, source: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{source})-[r:{type_}]->() WHERE a.id = row.s AND elementId(r) = row.at DELETE r"
    )


# Concepts have very many of these; their owners few.
DELETE_RELATES = "MATCH (a)-[r:RELATES]->(b) WHERE r.owner IN $owners AND elementId(r) IN $rows DELETE r"


def create_nodes(nodes: Iterable[Node], run: Run) -> None:
    """Nodes that are not there yet."""
    for label, rows in _rows(nodes).items():
        for part in parts(rows):
            run(_create_nodes(label), rows=part).consume()


def set_nodes(nodes: Iterable[Node], run: Run) -> None:
    """Nodes that are there, with other properties."""
    for label, rows in _rows(nodes).items():
        for part in parts(rows):
            run(_set_nodes(label), rows=part).consume()


def delete_nodes(ids: Iterable[str], run: Run) -> None:
    """Nodes that no edge touches."""
    for label, rows in by_label(ids).items():
        for part in parts(rows):
            run(_delete_nodes(label), rows=part).consume()


def create_edges(edges: Iterable[Edge], run: Run) -> None:
    """Edges that are not there yet, between nodes that are. Raises `Unavailable` when an end is missing."""
    groups: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.type, label_of(kind_of(edge.source)), label_of(kind_of(edge.target))].append(edge)
    for names, found in groups.items():
        # Each row is an end with all its edges, so that a server looks for it once.
        by_source = len({edge.source for edge in found}) <= len({edge.target for edge in found})
        for part in parts(found):
            rows = _stars(part, by_source)
            made = run(_create_edges(*names, by_source=by_source), rows=rows).single()["made"]
            if made != len(part):
                raise Unavailable(f"The graph took {made} of {len(part)} relations {names[0]}: an end is missing.")


def _stars(edges: Iterable[Edge], by_source: bool) -> list[dict[str, Any]]:
    """`{i, to: [{i, p}]}` for each node that some of the edges begin at (or, not `by_source`, end at)."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        one, other = (edge.source, edge.target) if by_source else (edge.target, edge.source)
        found[one].append({"i": other, "p": edge.properties})
    return [{"i": id_, "to": to} for id_, to in found.items()]


def delete_edges(edges: Iterable[HeldEdge], run: Run) -> None:
    """Edges that are there."""
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for at, _, edge in edges:
        row = {"s": edge.source, "at": at, "owner": edge.properties["owner"]}
        groups[edge.type, label_of(kind_of(edge.source))].append(row)
    for (type_, source), rows in groups.items():
        for part in parts(rows):
            if type_ == "RELATES":
                owners = sorted({row["owner"] for row in part})
                run(DELETE_RELATES, owners=owners, rows=[row["at"] for row in part]).consume()
            else:
                run(_delete_edges(type_, source), rows=part).consume()


def parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """The rows in parts fit for one statement."""
    rest = iter(rows)
    while part := list(islice(rest, ROWS)):
        yield part


def _rows(nodes: Iterable[Node]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        rows[node.label].append({"id": node.id, **node.properties})
    return rows
