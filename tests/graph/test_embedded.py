"""The bundled graph server, for real; and what is said when a found Neo4j cannot be started."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from explorer.addresses import graph_user
from explorer.engines.base import EngineUnusable
from explorer.engines.graph import ArcadeDB, Neo4j
from explorer.engines.process import Guard
from explorer.engines.running import RunningEngine
from explorer.instance import Instance
from graph import driver, embedded
from graph.driver import GraphAddress
from jobs.errors import Unavailable


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A fresh server on its very first boot."""
    guard = Guard()
    running = RunningEngine(ArcadeDB(Instance(tmp_path_factory.mktemp("graph"))), guard, preferred_port=None)
    running.start()
    yield running
    running.stop()
    guard.close()


def address(server: RunningEngine) -> GraphAddress:
    instance = server.instance
    return GraphAddress(
        f"bolt://127.0.0.1:{server.port}", graph_user(instance), instance.secret("graph"), embedded.DATABASE
    )


def test_sessions_of_the_first_boot_are_not_dropped(server: RunningEngine) -> None:
    """Left to itself it re-reads its fresh security files seconds after the first boot and closes every session."""
    with driver.connect(address(server)) as connected, connected.session(database=embedded.DATABASE) as session:
        until = time.monotonic() + 8
        while time.monotonic() < until:
            assert session.run("RETURN 1 AS one").single(strict=True)["one"] == 1
            time.sleep(0.25)


def test_what_was_written_survives_kill_9(server: RunningEngine) -> None:
    with driver.connect(address(server)) as connected, connected.session(database=embedded.DATABASE) as session:
        session.run("CREATE (:Kept {number: 7})").consume()
    assert server.child is not None
    os.kill(server.child.pid, signal.SIGKILL)
    server.stop()
    server.start()
    with driver.session(address(server)) as session:
        assert session.run("MATCH (kept:Kept) RETURN kept.number AS number").single(strict=True)["number"] == 7


def test_it_listens_on_loopback_only_and_hides_its_password(server: RunningEngine) -> None:
    assert server.child is not None
    process = psutil.Process(server.child.pid)
    # A dual-stack socket shows IPv4 loopback as its mapped form.
    hosts = {known.laddr.ip for known in process.net_connections("tcp") if known.status == psutil.CONN_LISTEN}
    assert hosts <= {"127.0.0.1", "::ffff:127.0.0.1"}
    assert server.instance.secret("graph") not in " ".join(process.cmdline())
    users = server.engine.data / "config" / "server-users.jsonl"
    assert server.instance.secret("graph") not in users.read_text()
    assert users.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"user": "root"}, {"database": "elsewhere"}])
def test_others_are_not_let_in(server: RunningEngine, change: dict[str, str]) -> None:
    known = address(server)
    fields = {"url": known.url, "user": known.user, "password": known.password, "database": known.database, **change}
    with pytest.raises(Unavailable, match="does not answer"):
        driver.ping(GraphAddress(**fields))


def test_the_version_names_the_product(server: RunningEngine) -> None:
    assert driver.ping(address(server)).startswith("ArcadeDB ")


def test_an_absent_server_is_unavailable_within_seconds() -> None:
    began = time.monotonic()
    with (
        pytest.raises(Unavailable, match="does not answer"),
        driver.session(GraphAddress("bolt://127.0.0.1:1", "a", "b")) as session,
    ):
        session.run("RETURN 1").consume()
    assert time.monotonic() - began < 30


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(GraphAddress("bolt://127.0.0.1:1", "a", "secret"))


def test_a_home_without_neo4j_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineUnusable, match="NEO4J_HOME="):
        Neo4j(Instance(tmp_path), tmp_path / "nothing").command(7687)


def test_a_missing_java_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home" / "lib").mkdir(parents=True)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineUnusable, match="JAVA_HOME"):
        Neo4j(Instance(tmp_path / "var"), tmp_path / "home").prepare(7687)


def test_a_found_neo4j_runs_with_its_data_in_our_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.touch()
    monkeypatch.setenv("JAVA_HOME", str(java.parents[1]))
    home = tmp_path / "home"
    (home / "lib").mkdir(parents=True)
    engine = Neo4j(Instance(tmp_path / "var"), home)
    community = engine.command(7687)
    assert community[0] == str(java)
    assert f"--home-dir={tmp_path / 'var' / 'neo4j'}" in community
    assert "org.neo4j.server.CommunityEntryPoint" in community
    (home / "lib" / "neo4j-enterprise-5.26.0.jar").touch()
    assert "com.neo4j.server.enterprise.EnterpriseEntryPoint" in engine.command(7687)
