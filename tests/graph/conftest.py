"""Tests of the graph run on both servers: ask for `graph_address`, or for `graph` to have it empty and configured."""

from __future__ import annotations

import dataclasses

import pytest

from graph import driver
from graph.driver import GraphAddress
from tests.support.engines import TestEngines
from tests.support.graph_servers import SERVERS, address_of


@pytest.fixture(params=SERVERS, scope="session")
def graph_address(request: pytest.FixtureRequest, engines: TestEngines) -> GraphAddress:
    """A running graph server: every test that asks runs once on each."""
    return address_of(request.param, engines)


@pytest.fixture
def graph(graph_address: GraphAddress, settings) -> GraphAddress:
    """The server emptied, and the one that this house is configured for."""
    settings.GRAPH = dataclasses.asdict(graph_address)
    with driver.session(graph_address) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return graph_address
