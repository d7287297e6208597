"""The configured graph server: its address, and sessions whose troubles are told in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from django.conf import settings
from neo4j.exceptions import DriverError, Neo4jError

from graph import driver
from graph.driver import GraphAddress
from jobs.errors import Unavailable


def graph_address() -> GraphAddress:
    """Where the graph of this house is, by `settings.GRAPH`."""
    return GraphAddress(**settings.GRAPH)


@contextmanager
def writing(address: GraphAddress | None = None) -> Iterator[neo4j.Session]:
    """A session for the projection. Whatever goes wrong at the server is `Unavailable`: it is tried again later."""
    try:
        with driver.session(address or graph_address()) as session:
            yield session
    except (Neo4jError, DriverError) as error:
        raise Unavailable(f"The graph server refused to work: {str(error).splitlines()[0]}") from error
