"""`manage.py up`, for real: what a person sees when starting, using and stopping the house."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from explorer import env
from explorer.engines import borrow, ports
from explorer.launch import FIRST_PORT, CannotStart, web_port
from tests.support.live import LiveStack

pytestmark = pytest.mark.slow


def eventually(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def answers(url: str) -> bool:
    try:
        return bool(get(url))
    except OSError:
        return False


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveStack]:
    """A running house without papers."""
    stack = LiveStack(tmp_path_factory.mktemp("house"), {"STARTER_LIBRARY": "0"}).start()
    yield stack
    stack.stop()


def test_it_is_ready_with_every_engine(house: LiveStack) -> None:
    state = get(f"{house.url}/readyz")
    assert state["ready"] is True
    assert set(state["engines"]) == {"postgresql", "valkey", "graph"}
    assert all(engine["ok"] and engine["embedded"] and engine["version"] for engine in state["engines"].values())


def test_doctor_sees_the_running_house(house: LiveStack) -> None:
    found = json.loads(house.manage("doctor", "--json"))
    assert found["ok"] is True
    assert found["url"] == house.url
    assert found["services"] == dict.fromkeys(("web", "worker", "runs", "control", "encode"), True)
    assert all(engine["bytes"] > 0 for engine in found["engines"].values())
    assert "MiniLM".lower() in found["encoder"].lower()


def test_a_command_uses_the_engines_that_run(house: LiveStack) -> None:
    before = house.pid("postgresql")
    assert "[X]" in house.manage("showmigrations")
    assert house.pid("postgresql") == before


def test_a_second_start_of_the_same_folder_names_the_first(house: LiveStack) -> None:
    second = LiveStack(house.instance.var_dir, {})
    with pytest.raises(RuntimeError, match=house.url):
        second.start()


def test_a_second_house_runs_beside_the_first(house: LiveStack, tmp_path: Path) -> None:
    other = LiveStack(tmp_path, {"STARTER_LIBRARY": "0"}).start()
    try:
        assert other.url != house.url
        assert {get(f"{one.url}/readyz")["ready"] for one in (house, other)} == {True}
        mine, its = house.instance.engines(), other.instance.engines()
        assert all(mine[name]["port"] != its[name]["port"] for name in mine)
    finally:
        other.stop()


def test_a_killed_web_server_comes_back(house: LiveStack) -> None:
    killed = house.kill("web")
    eventually(lambda: house.pid("web") != killed and answers(f"{house.url}/healthz"))


def test_a_killed_worker_comes_back(house: LiveStack) -> None:
    killed = house.kill("worker")
    eventually(lambda: house.pid("worker") != killed)


def processor_seconds(processes: list[psutil.Process]) -> float:
    """What the processes and their ended children have used, the same whatever else the machine does."""
    return sum(sum(process.cpu_times()) for process in processes if process.is_running())


def test_stopping_ends_every_child_and_the_next_start_is_quick(tmp_path: Path) -> None:
    stack = LiveStack(tmp_path, {"STARTER_LIBRARY": "0"}).start()
    ended(stack, signal.SIGINT)
    stack.start()
    used = processor_seconds(stack.processes())
    ended(stack, signal.SIGTERM)
    assert used < 35, "20 s on an idle machine with two cores"


def ended(stack: LiveStack, number: signal.Signals) -> None:
    """Stops the house by a signal and looks for what is left of it."""
    children = stack.processes()
    assert len(children) >= 8
    assert stack.stop(number) == 0
    assert [child for child in children if child.is_running()] == []


def test_a_busy_port_that_was_named_fails_with_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} .* is taken"):
            web_port(env.load({"PORT": str(port)}))


def test_a_busy_default_port_gives_the_next_free_one() -> None:
    first = web_port(env.load({}))
    assert first >= FIRST_PORT
    with socket.create_server(("127.0.0.1", first)):
        assert web_port(env.load({})) > first


def test_the_port_after_a_free_one_is_not_skipped() -> None:
    port = ports.any_free()
    assert ports.next_free(port, "127.0.0.1") == port


def test_another_address_needs_a_word_on_who_may_use_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=env.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "HOST": "0.0.0.0"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "AUTH=required" in done.stderr
    assert not (tmp_path / "postgresql").exists()


def test_a_command_starts_and_stops_the_engines_it_needs(tmp_path: Path) -> None:
    stack = LiveStack(tmp_path, {})
    stack.manage("migrate", "--verbosity=0")
    assert "[ ]" not in stack.manage("showmigrations", "--plan")
    assert all("pid" not in known for known in stack.instance.engines().values())


def test_a_command_is_the_first_thing_that_runs_in_a_folder(tmp_path: Path) -> None:
    stack = LiveStack(tmp_path / "var", {})
    small = ("-p", "rows=400", "-p", "epochs=5", "-p", "repeats=1")
    stack.manage("experiment", "run", "datasets", *small, "--out", str(tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "result.json").read_text())["state"] == "succeeded"


@pytest.mark.parametrize(
    ("words", "engines"),
    [
        (["migrate"], ("postgresql", "valkey")),
        (["migrate", "--help"], ()),
        (["help"], ()),
        (["up"], ()),
        ([], ()),
        (["rebuild_graph"], ("postgresql", "valkey", "graph")),
        (["experiment", "list", "--json"], ()),
        (["experiment", "run", "clouds"], ("postgresql", "valkey")),
        (["experiment", "run", "roles"], ("postgresql", "valkey", "graph")),
    ],
)
def test_only_commands_that_need_engines_start_them(words: list[str], engines: tuple[str, ...]) -> None:
    assert borrow.wanted_by(["manage.py", *words]) == engines
