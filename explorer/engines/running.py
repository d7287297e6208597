"""Starts one engine or one of our own services, waits until it answers, and stops it."""

from __future__ import annotations

import abc
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from explorer.engines.base import Engine, EngineDown, EngineUnusable
from explorer.engines.ports import choose, is_free, taken_by_another
from explorer.engines.process import Child, Guard
from explorer.instance import MARKER, Instance

logger = logging.getLogger(__name__)


class Running(abc.ABC):
    """Something that is started, watched, restarted and stopped."""

    name: str
    title: str

    def __init__(self, instance: Instance, guard: Guard) -> None:
        self.instance, self.guard = instance, guard
        self.child: Child | None = None
        self.cancelled = threading.Event()

    @abc.abstractmethod
    def start(self) -> None:
        """Starts the process. Raises `EngineUnusable` when it does not come up."""

    @abc.abstractmethod
    def check(self) -> None:
        """Asks whether it still works. Raises `EngineDown`."""

    @property
    def log(self) -> Path:
        """Where the process writes."""
        return self.instance.var_dir / "log" / f"{self.name}.log"

    def spawn(self, argv: list[str], environ: dict[str, str], stop_signal: signal.Signals, cwd: Path | None) -> Child:
        """Starts the process, marked as this instance's own."""
        self.child = Child(
            argv,
            log=self.log,
            environ=os.environ | environ | {MARKER: self.instance.id},
            guarded_by=self.guard,
            stop_signal=stop_signal,
            cwd=cwd,
        )
        return self.child

    def running(self) -> bool:
        """Whether its process lives."""
        return self.child is not None and self.child.running()

    def record(self) -> dict[str, Any]:
        """What `engines.json` keeps of it."""
        if self.child is None or not self.child.running():
            return {}
        with contextlib.suppress(psutil.NoSuchProcess):
            return {"pid": self.child.pid, "started": psutil.Process(self.child.pid).create_time()}
        return {}

    def stop(self) -> None:
        """Stops the process; nothing happens when it does not run."""
        if self.child is not None:
            self.child.stop()


class RunningEngine(Running):
    """An engine with its port and what was last seen of it."""

    def __init__(self, engine: Engine, guard: Guard, *, preferred_port: int | None) -> None:
        super().__init__(engine.instance, guard)
        self.engine, self.name, self.title = engine, engine.name, engine.title
        self.port = choose(engine.instance.port(engine.name), preferred_port)
        self.version = ""

    def start(self) -> None:
        """Starts the server and returns once it answers; on another port when its own has been taken meanwhile.

        Raises `EngineUnusable` with the end of the log when it does not come up in time.
        """
        for last in (False, False, True):
            if not is_free(self.port):
                self.port = choose()
            self.engine.prepare(self.port)
            command, signals = self.engine.command(self.port), self.engine.stop_signal
            child = self.spawn(command, self.engine.environ(), signals, self.engine.workdir)
            try:
                self.version = self._wait(child)
                self.engine.settle(self.port)
            except EngineDown as error:
                child.stop()
                if last or self.cancelled.is_set():
                    raise EngineUnusable(
                        f"{self.title} did not start ({error}). The end of {child.log}:\n{child.tail()}"
                    ) from error
                logger.warning("%s did not start (%s); trying again.", self.title, error)
            except BaseException:
                child.stop()
                raise
            else:
                return

    def _wait(self, child: Child) -> str:
        deadline = time.monotonic() + self.engine.start_seconds
        said = "no answer yet"
        while time.monotonic() < deadline:
            if not child.running():
                raise EngineDown(f"it ended with code {child.process.returncode}")
            # ArcadeDB stays alive when it cannot bind, and somebody else may answer there.
            if taken_by_another(self.port, child.pid):
                raise EngineDown(f"another program took port {self.port}")
            try:
                return self.engine.probe(self.port)
            except EngineDown as error:
                said = str(error)
            if self.cancelled.wait(0.1):
                raise EngineDown("it was told to stop")
        raise EngineDown(f"{said}, {self.engine.start_seconds:.0f} s after its start")

    def check(self) -> None:
        """See `Running.check`."""
        self.version = self.engine.probe(self.port)

    def record(self) -> dict[str, Any]:
        """See `Running.record`."""
        return {"port": self.port, "version": self.version, "title": self.title, **super().record()}


class RunningService(Running):
    """One of our own processes: web, worker or control."""

    def __init__(
        self,
        instance: Instance,
        guard: Guard,
        *,
        name: str,
        module: list[str],
        environ: dict[str, str],
        probe: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(instance, guard)
        self.name = self.title = name
        self._module, self._environ, self._probe = module, environ, probe

    def start(self) -> None:
        """Starts `python -m MODULE ...` in the checkout; it is up when its process lives."""
        folder = Path(__file__).resolve().parents[2]
        self.spawn([sys.executable, "-m", *self._module], self._environ, signal.SIGTERM, folder)

    def check(self) -> None:
        """See `Running.check`."""
        if self._probe is not None:
            self._probe()


def end_leftovers(instance: Instance, names: set[str]) -> list[str]:
    """Ends processes of this instance that outlived their supervisor, so that two never share one data folder.

    A process is ours only if pid, start time and the instance id in its environment all match what was recorded.
    Returns the names of those it ended.
    """
    recorded = instance.recorded()
    ended = []
    for name, known in {**recorded.get("engines", {}), **recorded.get("services", {})}.items():
        if name in names and "pid" in known and (process := ours(instance, known)) is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGINT if name == "postgresql" else signal.SIGTERM)
                try:
                    process.wait(20)
                except psutil.TimeoutExpired:
                    process.kill()
                    process.wait(5)
            ended.append(name)
    return ended


def ours(instance: Instance, known: dict[str, Any]) -> psutil.Process | None:
    """The recorded process if it still lives and is this instance's own."""
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        process = psutil.Process(known["pid"])
        same = abs(process.create_time() - known["started"]) < 1
        if same and process.environ().get(MARKER) == instance.id and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None
