"""The official Bolt driver, kept in one place: the only module that opens connections to a graph server."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from jobs.errors import Unavailable


@dataclasses.dataclass(frozen=True)
class GraphAddress:
    """Where a graph server answers; `database=None` is the server's default one."""

    url: str
    user: str
    password: str = dataclasses.field(repr=False)
    database: str | None = None


def connect(address: GraphAddress, *, seconds: float = 5.0) -> neo4j.Driver:
    """A driver whose connection attempts and pool waits end after `seconds`; it connects on first use."""
    return neo4j.GraphDatabase.driver(
        address.url,
        auth=(address.user, address.password) if address.password else None,
        connection_timeout=seconds,
        connection_acquisition_timeout=seconds,
        max_transaction_retry_time=seconds,
        notifications_min_severity="OFF",
        user_agent="arboretum",
    )


def version_of(agent: str) -> str:
    """The product and version in a server's agent: `ArcadeDB 26.10.2`, `Neo4j 5.26.26`.

    >>> version_of("Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)")
    'ArcadeDB 26.10.2'
    >>> version_of("Neo4j/5.26.26")
    'Neo4j 5.26.26'
    """
    inner = re.search(r"\((.+)\)$", agent)
    return inner[1] if inner else agent.replace("/", " ", 1)


def ping(address: GraphAddress, *, seconds: float = 3.0) -> str:
    """The server's product and version, once `RETURN 1` works in the database itself.

    A server that answers Bolt may still lack its database, so connecting alone proves nothing.
    Raises `jobs.errors.Unavailable` with the server's or the driver's own sentence.
    """
    try:
        with connect(address, seconds=seconds) as driver, driver.session(database=address.database) as session:
            result = session.run(neo4j.Query("RETURN 1", timeout=seconds))
            result.consume()
            return version_of(driver.get_server_info().agent)
    except (DriverError, Neo4jError) as error:
        raise Unavailable(f"The graph server does not answer: {str(error).splitlines()[0]}") from error


@functools.cache
def shared_driver(address: GraphAddress) -> neo4j.Driver:
    """The one driver of this process for an address; drivers are thread-safe and pool their connections."""
    return connect(address)


@contextmanager
def session(address: GraphAddress, *, access: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
    """A session in the address's database; `access=neo4j.READ_ACCESS` makes it one for reads.

    Raises `jobs.errors.Unavailable` when the server is gone.
    """
    try:
        with shared_driver(address).session(database=address.database, default_access_mode=access) as opened:
            yield opened
    except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired) as error:
        raise Unavailable(f"The graph server does not answer: {str(error).splitlines()[0]}") from error
