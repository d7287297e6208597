"""A run as processes: it ends whole, within its limits, and says what it met."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from compute import running
from compute.running import Ending, Limits, RunFolder, execute
from jobs.errors import JobCancelled

ROGUE = "tests.compute.experiments.rogue"
AMPLE = Limits(seconds=60, megabytes=4096)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[RunFolder]:
    with RunFolder(tmp_path, "run") as made:
        yield made


def go(
    folder: RunFolder, deed: str, limits: Limits = AMPLE, check: Any = lambda: None, **more: Any
) -> tuple[Ending, list]:
    folder.write("request.json", {"deed": deed, **more})
    events: list[tuple[str, dict[str, Any]]] = []
    ending = execute(
        folder, limits, on_event=lambda kind, payload: events.append((kind, payload)), check=check, module=ROGUE
    )
    return ending, events


def within(folder: RunFolder) -> list[psutil.Process]:
    """Processes that work in the run's scratch folder."""
    found = []
    for one in psutil.process_iter():
        try:
            if one.status() != psutil.STATUS_ZOMBIE and one.cwd() == str(folder.scratch):
                found.append(one)
        except psutil.Error:
            continue
    return found


def test_a_run_sees_none_of_our_secrets_and_works_in_its_scratch_folder(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hidden")
    monkeypatch.setenv("AWS_PROFILE", "mine")
    ending, _ = go(folder, "environment")
    assert ending.error is None
    assert ending.exit == 0
    assert ending.result is not None
    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(ending.result["seen"])
    assert "AWS_PROFILE" in ending.result["seen"]
    assert ending.result["cwd"] == str(folder.scratch)


def test_cancelling_ends_every_descendant_within_two_seconds(folder: RunFolder) -> None:
    seen: list[int] = []
    asked: list[float] = []

    def check() -> None:
        seen.extend(one.pid for one in within(folder) if one.pid not in seen)
        if len(seen) >= 5:
            asked.append(time.monotonic())
            raise JobCancelled

    with pytest.raises(JobCancelled):
        go(folder, "children", check=check)
    took = time.monotonic() - asked[0]
    assert within(folder) == []
    assert not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in seen)
    # The promise of the issue, with room for a loaded machine.
    assert took < 2 * 3


def test_what_a_finished_run_left_running_is_ended(folder: RunFolder) -> None:
    ending, _ = go(folder, "leave")
    assert ending.result == {"left": True}
    assert within(folder) == []


def test_a_run_ends_with_its_worker(tmp_path: Path) -> None:
    program = (
        "from tests.compute.experiments.test_running import *\n"
        "with RunFolder(Path(sys.argv[1]), 'run') as folder: go(folder, 'children')"
    )
    worker = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=running.ROOT)
    folder = RunFolder(tmp_path, "run")
    wait_for(lambda: len(within(folder)) >= 5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_for(lambda: not within(folder))


def wait_for(what: Any) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, "it did not happen within a minute"
        time.sleep(0.1)


def test_memory_and_time_are_bounded(folder: RunFolder) -> None:
    ending, _ = go(folder, "memory", Limits(seconds=60, megabytes=300))
    assert ending.error is not None
    assert ending.error["code"] == "memory_limit"
    ending, _ = go(folder, "children", Limits(seconds=1, megabytes=4096))
    assert ending.error is not None
    assert ending.error["code"] == "time_limit"
    assert within(folder) == []


def test_a_crash_is_told_with_what_was_printed(folder: RunFolder) -> None:
    ending, _ = go(folder, "crash")
    assert ending.error == {
        "code": "crashed",
        "message": "The run's process ended without a result (exit status 3).",
    }
    assert ending.exit == 3
    assert folder.output(5) == ["last words"]


def test_no_run_begins_on_a_full_disk(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LEAST_FREE", shutil.disk_usage(folder.path).total * 2)
    ending, _ = go(folder, "environment")
    assert ending.error is not None
    assert ending.error["code"] == "no_space"


def test_a_chatterbox_is_cut_short_and_says_so(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LOUDEST", 50)
    ending, events = go(folder, "chatter", lines=500)
    assert ending.result == {"lines": 500}
    lines = [payload["line"] for _, payload in events]
    assert lines[:50] == [str(number) for number in range(50)]
    assert len(lines) == 51
    assert "left out" in lines[50]


def test_the_folder_is_private_and_goes_with_the_run(tmp_path: Path) -> None:
    with RunFolder(tmp_path, "one") as made:
        assert made.scratch.stat().st_mode & 0o077 == 0
        (made.scratch / "locked").mkdir(mode=0o500)
        os.chmod(made.scratch / "locked", 0o500)
    assert not made.path.exists()
