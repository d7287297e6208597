"""Private engines for one test session, on free ports, with all state in a temporary `VAR_DIR`."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from explorer.engines.base import Engine
from explorer.engines.ports import any_free
from explorer.engines.postgresql import PostgreSQL
from explorer.engines.process import Guard
from explorer.engines.running import RunningEngine
from explorer.engines.valkey import Valkey
from explorer.env import VARIABLES
from explorer.instance import Instance

PREFIX = "arboretum-test-"
# Names the folder of runs that the workers of a session share: they start with the environment of their parent.
SHARED_RUNS = "SHARED_RUNS"


def remove_abandoned() -> None:
    """Removes the folders of sessions that were killed; their engines ended with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        pid = folder.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


class TestEngines:
    """PostgreSQL and Valkey: addresses are fixed at once, the servers start on `start()`."""

    __test__ = False

    def __init__(self) -> None:
        remove_abandoned()
        self.var_dir = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")).resolve()
        self.instance = Instance(self.var_dir)
        self.ports = {name: any_free() for name in ("postgresql", "valkey", "graph")}
        self.instance.write({name: {"port": port} for name, port in self.ports.items()})
        self._guard: Guard | None = None
        self.running: dict[str, RunningEngine] = {}
        self._owner = os.getpid()
        atexit.register(self.close)

    def isolate_environment(self) -> None:
        """Points this process, and its children, at the private engines and at nothing else of the user's."""
        for variable in VARIABLES:
            os.environ.pop(variable.name, None)
        os.environ["VAR_DIR"] = str(self.var_dir)
        os.environ.setdefault(SHARED_RUNS, str(self.var_dir / "shared-runs"))

    def start(self) -> None:
        """Starts PostgreSQL and Valkey side by side; a second call does nothing."""
        missing = [kind for kind in (PostgreSQL, Valkey) if kind.name not in self.running]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self.start_one, missing))

    def start_one(self, kind: type[Engine]) -> RunningEngine:
        """Starts one engine on the port that settings already know."""
        if kind.name not in self.running:
            self._guard = self._guard or Guard()
            running = RunningEngine(
                kind(self.instance, durable=False), self._guard, preferred_port=self.ports[kind.name]
            )
            running.start()
            assert running.port == self.ports[kind.name], f"port {self.ports[kind.name]} was taken; run again"
            self.running[kind.name] = running
        return self.running[kind.name]

    def close(self) -> None:
        """Stops the servers and removes their data; forked children of the tests leave them alone."""
        if os.getpid() != self._owner:
            return
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(RunningEngine.stop, self.running.values()))
        self.running = {}
        if self._guard is not None:
            self._guard.close()
            self._guard = None
        shutil.rmtree(self.var_dir, ignore_errors=True)
