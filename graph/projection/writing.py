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
def _create_edges(type_: str, source: str, target: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{source}) WHERE a.id = row.s MATCH (b:{target}) WHERE b.id = row.t"
        f" CREATE (a)-[r:{type_}]->(b) SET r = row.p RETURN count(r) AS made"
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
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        ends = label_of(kind_of(edge.source)), label_of(kind_of(edge.target))
        groups[edge.type, *ends].append({"s": edge.source, "t": edge.target, "p": edge.properties})
    for names, rows in groups.items():
        for part in parts(rows):
            made = run(_create_edges(*names), rows=part).single()["made"]
            if made != len(part):
                raise Unavailable(f"The graph took {made} of {len(part)} relations {names[0]}: an end is missing.")


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
