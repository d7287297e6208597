"""A person's Cypher: checked, run for reading only, and answered as JSON within limits."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import neo4j
from django.conf import settings
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship

from graph.driver import GraphAddress
from graph.faults import as_house_error, slow
from graph.guard import check_statement
from graph.plans import check_plan
from graph.reading import first_line, require_whole
from graph.store import graph_address
from graph.values import from_json, to_json
from jobs.errors import Invalid, Unavailable

__all__ = ["Answer", "ask", "reader_address"]

CONNECT_SECONDS = 5.0
# A relation comes with the element ids of its ends; what they are called has to be asked.
ENDS = "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS id, n.id AS name"


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a statement gave: the names of its columns, and each row as the JSON text of a list in their order."""

    columns: list[str]
    rows: list[bytes]

    def body(self) -> bytes:
        """`{columns, rows}` as JSON."""
        return b'{"columns":' + _json(self.columns) + b',"rows":[' + b",".join(self.rows) + b"]}"


def reader_address() -> GraphAddress:
    """The server as a person's Cypher reaches it: by an account that may only read, where it knows such accounts."""
    reader: dict[str, str] | None = settings.GRAPH_READER
    return dataclasses.replace(graph_address(), **reader) if reader else graph_address()


def ask(statement: str, parameters: Mapping[str, Any]) -> Answer:
    """The answer to one statement that reads.

    Raises `Invalid`: `not_read_only` (with line and column where they are known), `cypher` with the server's own
    sentence and place, `wrong_parameter`, `too_slow`, `too_many_rows`, `too_many_bytes`; and `Unavailable`. Nothing is
    ever cut: an answer over a limit is an error.
    """
    check_statement(statement)
    require_whole()
    given = {name: from_json(value, name) for name, value in parameters.items()}
    try:
        return asyncio.run(_within_time(statement, given))
    except TimeoutError as error:
        raise slow() from error
    except Neo4jError as error:
        raise as_house_error(error) from error
    except (DriverError, OSError) as error:
        raise Unavailable(f"The graph server does not answer: {first_line(error)}") from error


async def _within_time(statement: str, parameters: dict[str, Any]) -> Answer:
    # The server ends a statement at the limit; one that hangs is left a little later.
    async with asyncio.timeout(settings.GRAPH_QUERY_SECONDS + 2 * CONNECT_SECONDS):
        return await _asked(reader_address(), statement, parameters)


async def _asked(address: GraphAddress, statement: str, parameters: dict[str, Any]) -> Answer:
    connected = neo4j.AsyncGraphDatabase.driver(
        address.url,
        auth=(address.user, address.password) if address.password else None,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=CONNECT_SECONDS,
        notifications_min_severity="OFF",
        user_agent="arboretum",
    )
    async with (
        connected,
        connected.session(database=address.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        limit = float(settings.GRAPH_QUERY_SECONDS)
        await _check_by_server(session, statement, parameters)
        async with asyncio.timeout(limit + 1), await session.begin_transaction(timeout=limit) as transaction:
            result = await transaction.run(statement, parameters)
            answer = await _collected(result, transaction)
            await transaction.rollback()
            return answer


async def _check_by_server(session: neo4j.AsyncSession, statement: str, parameters: dict[str, Any]) -> None:
    """The server's own plan must be one that reads; the embedded server, whose account can only read, tells none."""
    explained = await session.run(f"EXPLAIN {statement}", parameters)
    summary = await explained.consume()
    if "ArcadeDB" not in (summary.server.agent or ""):
        check_plan(summary.query_type, summary.plan)


async def _collected(result: neo4j.AsyncResult, transaction: neo4j.AsyncTransaction) -> Answer:
    """All rows within the limits; those with relations whose ends are still unknown are told last."""
    columns = list(result.keys())
    rows: list[bytes] = []
    open_rows: dict[int, list[Any]] = {}
    unknown: dict[str, None] = {}
    size = 0
    async for record in result:
        values = record.values()
        missing = [id_ for value in values for id_ in _unknown_ends(value)]
        if missing:
            open_rows[len(rows)] = values
            unknown.update(dict.fromkeys(missing))
        rows.append(_json([to_json(value, {}) for value in values]))
        size += len(rows[-1])
        _check_limits(len(rows), size)
    if open_rows:
        names = await (await transaction.run(ENDS, {"ids": list(unknown)})).data()
        ends = {row["id"]: row["name"] for row in names if row["name"] is not None}
        for place, values in open_rows.items():
            rows[place] = _json([to_json(value, ends) for value in values])
    return Answer(columns, rows)


def _check_limits(rows: int, size: int) -> None:
    most_rows, most_bytes = settings.GRAPH_QUERY_ROWS, settings.GRAPH_QUERY_MEGABYTES << 20
    if rows > most_rows:
        raise Invalid(
            f"The answer has more than {most_rows:,} rows. Add a LIMIT, or count in the statement.",
            code="too_many_rows",
            details={"limit": most_rows},
        )
    if size > most_bytes:
        raise Invalid(
            f"The answer is larger than {settings.GRAPH_QUERY_MEGABYTES} MiB. Add a LIMIT, or return fewer properties.",
            code="too_many_bytes",
            details={"limit": most_bytes},
        )


def _unknown_ends(value: Any) -> Iterator[str]:
    """Element ids of the nodes at the ends of relations that came without their properties."""
    if isinstance(value, Relationship):
        for node in value.nodes:
            if node is not None and node.get("id") is None:
                yield node.element_id
    elif isinstance(value, Path):
        for relation in value:
            yield from _unknown_ends(relation)
    elif isinstance(value, Mapping) and not isinstance(value, Node):
        for inner in value.values():
            yield from _unknown_ends(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for inner in value:
            yield from _unknown_ends(inner)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
