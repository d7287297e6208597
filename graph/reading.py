"""Reads of the graph in READ mode, with a time limit; every failure of the server is an error of the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph import driver, schema, status
from graph.projection.marker import Rebuilding
from graph.store import graph_address
from jobs.errors import Unavailable

__all__ = ["BATCH", "SECONDS", "Reader", "reading", "require_whole"]

SECONDS = 20.0
BATCH = 2000


class Reader:
    """One session; `rows` runs one statement of `graph.queries`."""

    def __init__(self, session: neo4j.Session) -> None:
        self.session = session

    def rows(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The answer, a dict a row."""
        query = neo4j.Query(statement, timeout=SECONDS)
        return [dict(record) for record in self.session.run(query, parameters)]

    def by_label(
        self, statements: Mapping[str, str], ids: Sequence[str], /, **parameters: Any
    ) -> Iterator[dict[str, Any]]:
        """The rows for the nodes `ids`, each label asked on its own and in batches; ids of no type give nothing."""
        groups: dict[str, list[str]] = {}
        for id_ in ids:
            kind = schema.kind_of(id_)
            if kind:
                groups.setdefault(schema.label_of(kind), []).append(id_)
        for label, members in groups.items():
            for start in range(0, len(members), BATCH):
                yield from self.rows(statements[label], ids=members[start : start + BATCH], **parameters)


@contextmanager
def reading() -> Iterator[Reader]:
    """A session that reads the graph of this house.

    Raises `Unavailable` when the server fails, is gone or too slow, `Rebuilding` while only part of the graph is there.
    """
    require_whole()
    try:
        with driver.session(graph_address(), access=neo4j.READ_ACCESS) as session:
            yield Reader(session)
    except (DriverError, Neo4jError) as error:
        raise Unavailable(f"The graph server does not answer: {first_line(error)}") from error


def require_whole() -> None:
    """Raises `Rebuilding` while the graph is being rebuilt."""
    if status.state() in {"rebuilding", "stale"}:
        raise Rebuilding("The graph is being rebuilt; it answers again when that is done.")


def first_line(error: Exception) -> str:
    """The first line of what a server or the driver says."""
    said = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return said.splitlines()[0] if said else type(error).__name__
