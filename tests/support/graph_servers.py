"""The graph servers that the tests run against: the embedded one, and a real Neo4j."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from explorer.addresses import graph_user
from explorer.engines.graph import ArcadeDB
from explorer.engines.ports import any_free
from explorer.engines.process import Child, Guard
from explorer.engines.running import RunningEngine
from explorer.env import BASE_DIR
from explorer.instance import Instance
from graph import driver, embedded
from graph.driver import GraphAddress
from jobs.errors import Unavailable
from tests.support.engines import PREFIX, TestEngines

SERVERS = ("embedded", "neo4j")
SERVE = BASE_DIR.parent / "shared" / "neo4j" / "serve"
PASSWORD = "arboretum-test"
START_SECONDS = 120.0
BRIEF = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}
# Read when the tests start, before anything clears the environment.
GIVEN = os.environ.get("NEO4J_TEST_URL", "")


def embedded_address(engines: TestEngines) -> GraphAddress:
    """The session's embedded server, started on first use."""
    running = engines.start_one(ArcadeDB)
    instance = engines.instance
    url = f"bolt://127.0.0.1:{running.port}"
    return GraphAddress(url, graph_user(instance), instance.secret("graph"), embedded.DATABASE)


class Neo4jServer:
    """A Neo4j Community with its data in a temporary folder; `stop()` ends it and removes the folder.

    `brief` is for some minutes of small work: Java then does not compile what it has hardly begun to run a second time.
    """

    def __init__(self, *, brief: bool = True) -> None:
        self.home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-neo4j-"))
        self.port = any_free()
        self._owner = os.getpid()
        self._guard = Guard()
        self._child = Child(
            [str(SERVE), str(self.home), str(self.port), PASSWORD],
            log=self.home / "serve.log",
            environ={**os.environ, "NEO4J_HEAP": "512m", **(BRIEF if brief else {})},
            guarded_by=self._guard,
        )
        atexit.register(self.stop)

    @property
    def address(self) -> GraphAddress:
        """Where it answers once it is up."""
        return GraphAddress(f"bolt://127.0.0.1:{self.port}", "neo4j", PASSWORD)

    def wait(self) -> None:
        """Returns once it answers; raises `RuntimeError` with the end of its log when it does not in time."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                driver.ping(self.address)
            except Unavailable as error:
                if not self._child.running() or time.monotonic() > deadline:
                    said = self._child.tail()
                    self.stop()
                    raise RuntimeError(f"Neo4j did not start ({error.message}). The end of its log:\n{said}") from error
                time.sleep(0.3)
            else:
                return

    def stop(self) -> None:
        """Stops the server; forked children of the tests leave it alone."""
        if os.getpid() != self._owner or self._guard.closed:
            return
        self._child.stop()
        self._guard.close()
        shutil.rmtree(self.home, ignore_errors=True)


def given_address() -> GraphAddress:
    """The server at `NEO4J_TEST_URL` (`bolt://user:password@host:port`), which must answer."""
    parts = urlsplit(GIVEN)
    port = f":{parts.port}" if parts.port else ""
    user, password = unquote(parts.username or "neo4j"), unquote(parts.password or PASSWORD)
    address = GraphAddress(f"{parts.scheme}://{parts.hostname}{port}", user, password)
    driver.ping(address)
    return address


class NoNeo4j(Exception):
    """There is no Neo4j on this machine; the message says what to do."""


_started: list[Neo4jServer] = []


def started_neo4j(*, brief: bool = True) -> Neo4jServer:
    """A Neo4j of our own, up. Raises `NoNeo4j`, and `RuntimeError` where there is one that does not start."""
    if not SERVE.exists():
        raise NoNeo4j("No Neo4j here: set NEO4J_TEST_URL=bolt://neo4j:password@host:port to use one.")
    server = Neo4jServer(brief=brief)
    server.wait()
    return server


def neo4j_or_skip() -> Neo4jServer:
    """A Neo4j of our own, up; the test is skipped, with the reason, where there is none."""
    try:
        return started_neo4j()
    except NoNeo4j as none:
        pytest.skip(str(none))


def neo4j_address() -> GraphAddress:
    """The real Neo4j of this session, started on first use.

    It is skipped, with the reason, where there is none; one that is there and does not start is a failure.
    """
    if GIVEN:
        return given_address()
    if not _started:
        _started.append(neo4j_or_skip())
    return _started[0].address


@contextmanager
def running_neo4j() -> Iterator[GraphAddress]:
    """A Neo4j for as long as the block lasts, made to run long. Raises as `started_neo4j`."""
    if GIVEN:
        yield given_address()
        return
    server = started_neo4j(brief=False)
    try:
        yield server.address
    finally:
        server.stop()


@contextmanager
def running_embedded() -> Iterator[GraphAddress]:
    """An embedded server of its own for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        guard, instance = Guard(), Instance(Path(folder))
        running = RunningEngine(ArcadeDB(instance), guard, preferred_port=None)
        running.start()
        try:
            url = f"bolt://127.0.0.1:{running.port}"
            yield GraphAddress(url, graph_user(instance), instance.secret("graph"), embedded.DATABASE)
        finally:
            running.stop()
            guard.close()


def address_of(name: str, engines: TestEngines) -> GraphAddress:
    """The server of that name, one of `SERVERS`."""
    return embedded_address(engines) if name == "embedded" else neo4j_address()
