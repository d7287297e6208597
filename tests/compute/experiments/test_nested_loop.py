"""What each way out keeps and breaks, where the house crosses over, and that no patch leaves the experiment."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import pytest

from compute.experiments import nested_loop
from compute.experiments.base import ExperimentError
from compute.experiments.nested_loop import EXPERIMENT
from compute.experiments.nested_loop_parts import asking
from compute.experiments.nested_loop_parts.facts import CHECKS, HOUSE, WAYS, loops_here
from tests.compute.experiments.harness import Ran, run_with

ROOT = Path(__file__).parents[3]
ROOMS = ("jobs", "papers", "compute", "synthesis", "graph", "explorer")
CROSSING = re.compile(
    r"\b(asyncio\.run|async_to_sync|database_sync_to_async|sync_to_async|run_until_complete|new_event_loop)\("
)
BROKEN = {
    "nest_asyncio": {
        "context_out": "no", "cancellation": "no", "later_waits": "deadlock", "shared_context": "deadlock",
        "many_at_once": "RecursionError",
    },
    "nest_asyncio2": {
        "context_out": "no", "cancellation": "no", "later_waits": "deadlock", "many_at_once": "RecursionError",
    },
    "thread": {
        "context_in": "no", "context_out": "no", "cancellation": "no", "loop_goes_on": "deadlock",
        "earlier_waits": "deadlock",
    },
    "to_thread": {"context_out": "no", "cancellation": "no", "loop_goes_on": "deadlock"},
    "asgiref": {"earlier_waits": "deadlock"},
    "TaskGroup": {},
}  # fmt: skip


@pytest.fixture(scope="module")
def ran() -> Ran:
    return run_with(EXPERIMENT, {**EXPERIMENT.small, "loops": "all"})


def broken(ran: Ran, way: str, loop: str) -> dict[str, str]:
    row = next(one for one in ran.tables["What each way keeps"] if (one["way"], one["loop"]) == (way, loop))
    return {name: row[name] for name in CHECKS if row[name] != "yes"}


@pytest.mark.slow
@pytest.mark.parametrize("way", BROKEN)
def test_each_way_breaks_what_it_is_known_to_break(ran: Ran, way: str) -> None:
    assert broken(ran, way, "selector") == BROKEN[way]
    assert ran.metrics[f"promises kept: {way}, selector"] == len(CHECKS) - len(BROKEN[way])


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not made for Windows")
def test_uvloop_refuses_the_patch_and_keeps_the_rest(ran: Ran) -> None:
    for way in ("nest_asyncio", "nest_asyncio2"):
        assert set(broken(ran, way, "uvloop").values()) == {"ValueError"}
        assert f"cost of a call: {way}, uvloop" not in ran.metrics
    for way in ("thread", "to_thread", "asgiref", "TaskGroup"):
        assert broken(ran, way, "uvloop") == BROKEN[way]
    said = {one["way"]: one["message"] for one in ran.tables["What they say"] if one["loop"] == "uvloop"}
    assert "Can't patch loop of type <class 'uvloop.Loop'>" in said["nest_asyncio"]


def test_asyncio_run_fails_exactly_where_a_loop_runs(ran: Ran) -> None:
    refusal = "RuntimeError: asyncio.run() cannot be called from a running event loop"
    assert [one["answer"] for one in ran.tables["What asyncio.run() says"]] == [
        "works", refusal, refusal, "works", refusal,
    ]  # fmt: skip
    assert set(broken(ran, "asyncio.run", "selector")) == set(CHECKS)


def test_every_way_that_works_is_measured_under_every_load(ran: Ran) -> None:
    requests = EXPERIMENT.small["requests"]
    for way in WAYS[1:]:
        assert ran.metrics[f"cost of a call: {way.key}, selector"] > 0
        assert ran.metrics[f"{requests} requests at once: {way.key}, selector"] >= EXPERIMENT.small["latency"]
    tried = {row["requests"] for row in ran.charts["Fan-out on selector"].spec["data"]["values"]}
    assert tried == {1, 2, 4}


def test_the_patch_stays_in_processes_of_its_own(ran: Ran) -> None:
    assert ran.files == ["nested_loop.json"]
    assert asyncio.run.__module__ == "asyncio.runners"
    assert not hasattr(asyncio, "_nest_patched")
    assert not {"nest_asyncio", "nest_asyncio2"} & set(sys.modules)


def test_nothing_but_the_experiment_knows_the_patch() -> None:
    naming = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "nest_asyncio" in path.read_text(encoding="utf-8")
    }
    assert {name.split("/")[2] for name in naming} == {"nested_loop.py", "nested_loop_parts"}
    assert all(name.startswith("compute/experiments/") for name in naming)


def test_every_crossing_of_the_house_is_told() -> None:
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith("compute/experiments/"):
                found |= {(name, call) for call in CROSSING.findall(path.read_text(encoding="utf-8"))}
    assert found == {(one.file, one.call) for one in HOUSE}


def test_a_check_that_hangs_ends_and_the_next_ones_are_still_tried(tmp_path: Path) -> None:
    found = asking.checks("thread", "selector", patience=0.5, scratch=tmp_path)
    assert set(found) == set(CHECKS)
    assert found["earlier_waits"] == {"check": "earlier_waits", "passed": False, "said": "deadlock"}
    assert found["later_waits"]["passed"]


def test_a_loop_that_is_not_here_is_a_clear_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loops_here("selector") == ["selector"]
    monkeypatch.setattr(nested_loop, "loops_here", lambda _asked: [])
    with pytest.raises(ExperimentError, match="uvloop does not run on this system"):
        run_with(EXPERIMENT, {**EXPERIMENT.small, "loops": "uvloop"})
