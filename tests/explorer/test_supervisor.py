"""The supervisor with real engines in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis

from explorer import env
from explorer.engines import ports, running
from explorer.engines.base import Engine, EngineDown
from explorer.engines.graph import ArcadeDB
from explorer.engines.ports import any_free
from explorer.engines.postgresql import PostgreSQL
from explorer.engines.process import Guard, rotate
from explorer.engines.running import RunningEngine, end_leftovers
from explorer.engines.valkey import Valkey
from explorer.instance import Instance, secret
from explorer.supervisor import Supervisor

STORES = ("postgresql", "valkey")


def values(var_dir: Path) -> dict[str, Any]:
    return env.load({"VAR_DIR": str(var_dir)})


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    """PostgreSQL and Valkey under supervision."""
    started = Supervisor(values(tmp_path), durable=False, only=STORES)
    started.start_engines()
    yield started
    started.stop()


def by_name(supervisor: Supervisor, name: str) -> Any:
    return next(engine for engine in supervisor.engines if engine.name == name)


def eventually(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def works(engine: Any) -> bool:
    try:
        engine.check()
    except EngineDown:
        return False
    return True


def marked(instance: Instance) -> list[psutil.Process]:
    """Every living process that carries the instance's id."""
    found = []
    for process in psutil.process_iter():
        try:
            same = process.environ().get("ARBORETUM_INSTANCE") == instance.id
            if same and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def test_a_killed_engine_runs_again_with_its_data(supervisor: Supervisor) -> None:
    valkey = by_name(supervisor, "valkey")
    first = valkey.child.pid
    os.kill(first, signal.SIGKILL)
    eventually(lambda: supervisor.instance.engines()["valkey"]["pid"] != first)
    assert supervisor.instance.engines()["valkey"]["pid"] == valkey.child.pid
    assert works(valkey)


def test_a_killed_postgresql_runs_again(supervisor: Supervisor) -> None:
    postgresql = by_name(supervisor, "postgresql")
    first = postgresql.child.pid
    with postgresql.engine.connect(postgresql.port, "arboretum") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(first, signal.SIGKILL)
    eventually(lambda: postgresql.child.pid != first and works(postgresql))
    with postgresql.engine.connect(postgresql.port, "arboretum") as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_what_was_queued_survives_kill_9(tmp_path: Path) -> None:
    supervisor = Supervisor(values(tmp_path), durable=True, only=("valkey",))
    try:
        supervisor.start_engines()
        valkey = by_name(supervisor, "valkey")
        password = supervisor.instance.secret("valkey")
        with redis.Redis(port=valkey.port, password=password) as client:
            client.rpush("queue", *range(1000))
        first = valkey.child.pid
        os.kill(first, signal.SIGKILL)
        eventually(lambda: valkey.child.pid != first and works(valkey))
        with redis.Redis(port=valkey.port, password=password) as client:
            assert client.llen("queue") == 1000
    finally:
        supervisor.stop()


def test_engines_listen_on_loopback_and_want_the_password(supervisor: Supervisor) -> None:
    for engine in supervisor.engines:
        process = psutil.Process(engine.child.pid)
        listening = {conn.laddr.ip for conn in process.net_connections("tcp") if conn.status == psutil.CONN_LISTEN}
        assert listening == {"127.0.0.1"}
    with (
        redis.Redis(port=by_name(supervisor, "valkey").port) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_secrets_are_random_private_and_on_no_command_line(supervisor: Supervisor) -> None:
    folder = supervisor.instance.var_dir / "secrets"
    words = [path.read_text() for path in folder.iterdir()]
    assert len(set(words)) == len(words) >= 2
    assert all(len(word) >= 43 for word in words)
    private = [*folder.iterdir(), supervisor.instance.var_dir / "valkey" / "valkey.conf", supervisor.instance.record]
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    for engine in supervisor.engines:
        shown = " ".join(psutil.Process(engine.child.pid).cmdline())
        assert not any(word in shown for word in words)


def test_stopping_leaves_no_process(tmp_path: Path) -> None:
    supervisor = Supervisor(values(tmp_path), durable=False, only=STORES)
    supervisor.start_engines()
    assert len(marked(supervisor.instance)) >= 2
    supervisor.stop()
    assert marked(supervisor.instance) == []
    assert "pid" not in supervisor.instance.engines()["postgresql"]


def test_a_taken_port_gives_another_one(tmp_path: Path) -> None:
    instance, port = Instance(tmp_path), any_free()
    instance.write({"valkey": {"port": port}})
    with socket.create_server(("127.0.0.1", port)):
        supervisor = Supervisor(values(tmp_path), durable=False, only=("valkey",))
        try:
            supervisor.start_engines()
            assert instance.port("valkey") not in (None, port)
        finally:
            supervisor.stop()


@pytest.mark.parametrize("kind", [PostgreSQL, Valkey, ArcadeDB])
def test_a_port_taken_in_the_last_moment_gives_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Engine]
) -> None:
    guard = Guard()
    engine = RunningEngine(kind(Instance(tmp_path), durable=False), guard, preferred_port=None)
    first = engine.port
    answers = iter([True])  # the port was free when it was looked at
    monkeypatch.setattr(running, "is_free", lambda port: next(answers, None) or ports.is_free(port))
    try:
        with socket.create_server(("127.0.0.1", first)):
            engine.start()
        assert engine.port != first
        engine.check()
    finally:
        engine.stop()
        guard.close()


def test_the_next_start_takes_the_same_port(tmp_path: Path) -> None:
    ports = []
    for _ in range(2):
        supervisor = Supervisor(values(tmp_path), durable=False, only=("valkey",))
        supervisor.start_engines()
        ports.append(supervisor.engines[0].port)
        supervisor.stop()
    assert ports[0] == ports[1]


@pytest.mark.parametrize("kind", [PostgreSQL, Valkey])
def test_another_installations_engine_is_not_taken_for_ours(supervisor: Supervisor, tmp_path: Path, kind: Any) -> None:
    """Even with the same password, as in a copied folder, the instance id decides."""
    copied = Instance(tmp_path / "copy")
    for name in STORES:
        secret(copied.var_dir, name)
        (copied.var_dir / "secrets" / name).write_text(supervisor.instance.secret(name))
    with pytest.raises(EngineDown, match="another installation"):
        kind(copied).probe(by_name(supervisor, kind.name).port)


def test_a_copied_folder_has_an_id_of_its_own(tmp_path: Path) -> None:
    first = Instance(tmp_path / "a")
    assert first.id == Instance(tmp_path / "a").id
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "instance.json").write_text((tmp_path / "a" / "instance.json").read_text())
    second = Instance(tmp_path / "b")
    assert second.id != first.id
    first.write({"valkey": {"port": 1234}})
    second.record.write_text(first.record.read_text())
    assert second.port("valkey") is None


RUN = """
import sys, time
from pathlib import Path
from explorer import env
from explorer.supervisor import Supervisor
supervisor = Supervisor(env.load({"VAR_DIR": sys.argv[1]}), durable=False, only=("postgresql", "valkey"))
supervisor.start_engines()
print("up", flush=True)
time.sleep(600)
"""


def test_engines_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)], cwd=env.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    instance = Instance(tmp_path)
    assert len(marked(instance)) >= 2
    process.kill()
    process.wait()
    eventually(lambda: marked(instance) == [])


def test_a_leftover_engine_is_ended_before_a_new_start(tmp_path: Path) -> None:
    supervisor = Supervisor(values(tmp_path), durable=False, only=("valkey",))
    supervisor.start_engines()
    pid = supervisor.engines[0].child.pid
    supervisor._stopping.set()  # nobody watches any more, as after a crash
    assert end_leftovers(supervisor.instance, {"postgresql"}) == []
    assert end_leftovers(supervisor.instance, {"valkey"}) == ["valkey"]
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    supervisor.stop()


def test_a_stranger_with_the_recorded_pid_is_left_alone(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        started = psutil.Process(stranger.pid).create_time()
        instance.write({"valkey": {"port": 1, "pid": stranger.pid, "started": started}})
        assert end_leftovers(instance, {"valkey"}) == []
        assert stranger.poll() is None
        stranger.kill()


def test_logs_are_cut_at_their_limit_and_kept(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    with log.open("ab", buffering=0) as writer:
        for number in range(5):
            writer.write(b"x" * 100 + str(number).encode())
            assert rotate(log, limit=100, kept=3)
        writer.write(b"after")
    assert log.read_bytes() == b"after"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "engine.log",
        "engine.log.1",
        "engine.log.2",
        "engine.log.3",
    ]
    assert log.with_name("engine.log.1").read_bytes().endswith(b"4")
    assert not rotate(log, limit=100)
