"""A whole house for one test session: `manage.py up` in a temporary `VAR_DIR`, as a person starts it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from explorer.engines.process import Guard
from explorer.env import BASE_DIR, VARIABLES
from explorer.instance import Instance
from tests.support.arxiv_standin import StandIn

START_SECONDS = 240.0


class LiveStack:
    """Engines, web, worker and control as real processes; `url` has no slash at its end."""

    def __init__(self, var_dir: Path, environ: Mapping[str, str], *, arxiv: StandIn | None = None) -> None:
        """`arxiv` is the stand-in that the house asks in place of arXiv."""
        self.arxiv = arxiv
        self.instance = Instance(var_dir.resolve())
        ours = {variable.name for variable in VARIABLES}
        inherited = {key: value for key, value in os.environ.items() if key not in ours}
        stand_in = {"ARXIV_API_URL": arxiv.url, "ARXIV_INTERVAL": "0.05"} if arxiv else {}
        self.environ = {
            **inherited,
            **stand_in,
            **environ,
            "VAR_DIR": str(self.instance.var_dir),
            "PYTHONUNBUFFERED": "1",
        }
        self.said: list[str] = []
        self.url = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> LiveStack:
        """Returns when the address is printed. Raises `RuntimeError` with the output when it is not."""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=BASE_DIR,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # In a group of its own, so that a test can press Ctrl-C there alone.
            start_new_session=True,
        )
        self._guard = Guard()
        self._guard.add(self.process.pid, signal.SIGINT)
        deadline = time.monotonic() + START_SECONDS
        while (line := self._line(deadline)) is not None:
            self.said.append(line.rstrip())
            if found := re.search(r"is ready .*?(http://\S+)", line):
                self.url = found[1]
                return self
        self.stop()
        raise RuntimeError("manage.py up did not start:\n" + "\n".join(self.said))

    def _line(self, deadline: float) -> str | None:
        assert self.process is not None
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, deadline - time.monotonic()))
        return (self.process.stdout.readline() or None) if ready else None

    def manage(self, *words: str) -> str:
        """The output of one management command beside the running house. Raises `CalledProcessError`."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=BASE_DIR,
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def pid(self, name: str) -> int:
        """The process id of `web`, `worker`, `control` or an engine, as recorded now."""
        recorded = self.instance.recorded()
        return int({**recorded["engines"], **recorded["services"]}[name]["pid"])

    def processes(self) -> list[psutil.Process]:
        """The supervisor and all that it started."""
        assert self.process is not None
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def kill(self, name: str) -> int:
        """Kills one process with its children by signal 9, as a crash would; returns its id."""
        pid = self.pid(name)
        for process in [*psutil.Process(pid).children(recursive=True), psutil.Process(pid)]:
            process.kill()
        return pid

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Presses Ctrl-C and returns the exit code; a second call does nothing."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        rest, _ = self.process.communicate(timeout=60)
        self.said += (rest or "").splitlines()
        self._guard.forget(self.process.pid)
        self._guard.close()
        code, self.process = self.process.returncode, None
        return code
