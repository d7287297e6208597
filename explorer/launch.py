"""What `manage.py up` does: engines, migrations, starter library, web, worker, control; then it stays until told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from compute.topics import digest
from explorer import env
from explorer.engines.base import EngineDown, EngineUnusable
from explorer.engines.locks import FileLock, owner_lock
from explorer.engines.needed import instance_of
from explorer.engines.ports import is_free, next_free
from explorer.supervisor import Supervisor

FIRST_PORT = 8000
READY_SECONDS = 180.0
WEB_OPTIONS = ("--no-server-header", "--no-access-log", "--lifespan", "off", "--timeout-graceful-shutdown", "3")
Say = Callable[[str], None]


class CannotStart(Exception):
    """The start ended early; the message says why and what to do."""


def web_port(values: Mapping[str, Any]) -> int:
    """The port the user named, if it is free, else 8000 or the next free one. Raises `CannotStart`."""
    host, named = values["HOST"], values["PORT"]
    if named is not None:
        if not is_free(named, host):
            raise CannotStart(f"Port {named} on {host} is taken: give another PORT, or none to get the next free one.")
        return int(named)
    found = next_free(FIRST_PORT, host)
    if found is None:
        raise CannotStart(f"No port from {FIRST_PORT} on is free on {host}: give one with PORT=.")
    return found


def take_ownership(values: Mapping[str, Any], say: Say) -> FileLock:
    """The lock of this `VAR_DIR`. Waits for a command that uses the engines; raises `CannotStart` for another `up`."""
    instance = instance_of(values)
    lock = owner_lock(instance.var_dir)
    if lock.acquire():
        return lock
    url = instance.recorded().get("url")
    if url:
        raise CannotStart(f"Arboretum already runs from {instance.var_dir}: {url}")
    say("Another command uses the engines; waiting for it to end ...")
    lock.acquire(wait=True)
    return lock


class Launch:
    """One run of `manage.py up`."""

    def __init__(self, values: Mapping[str, Any], say: Say) -> None:
        self.values, self.say = values, say
        self.port = web_port(values)
        host = values["HOST"]
        self.local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
        self.url = f"http://{self.local}:{self.port}"
        self.lock = take_ownership(values, say)
        self.supervisor = Supervisor(values)

    def start(self) -> None:
        """Returns when `/readyz` answers. Raises `CannotStart` or `EngineUnusable`."""
        self._start_engines_and_migrate()
        self._start_web()
        self._load_starter()
        self._load_topics()
        self._wait_until_ready()
        # Last, so that on two cores they do not slow down what a person waits for; jobs queue until then.
        self._start_workers()
        self.supervisor.url = self.url
        self.supervisor.record()

    def _start_engines_and_migrate(self) -> None:
        titles = [engine.title for engine in self.supervisor.engines]
        began = time.monotonic()
        if titles:
            self.say(f"Starting {', '.join(titles)} ...")
        with ThreadPoolExecutor(1) as pool:
            # The graph server takes longest and no migration needs it.
            graph = pool.submit(self.supervisor.start_engines, ("graph",))
            try:
                self.supervisor.start_engines(("postgresql", "valkey"))
                self._manage("migrate", "--no-input", "--skip-checks", "--verbosity=0")
                graph.result()
            except BaseException:
                self.supervisor.cancel()
                raise
        self.say(f"The engines answer and the database is up to date after {time.monotonic() - began:.1f} s.")

    def stop(self) -> None:
        """Stops every child and frees the lock."""
        self.supervisor.stop()
        self.lock.release()

    def _start_web(self) -> None:
        level = self.values["LOG_LEVEL"].lower()
        web = ["uvicorn", "explorer.asgi:application", "--host", self.values["HOST"], "--port", str(self.port)]
        self.supervisor.start_service("web", [*web, "--log-level", level, *WEB_OPTIONS], probe=self.probe_web)

    def _start_workers(self) -> None:
        level, count = self.values["LOG_LEVEL"], str(self.values["WORKERS"])
        quiet = "WARNING" if level == "INFO" else level  # its tasks run every few seconds
        celery = ["celery", "-A", "explorer.celery", "worker", "--without-gossip", "--without-mingle"]
        work = ["-l", level, "-n", "worker@%h", "-Q", "default", "-c", count]
        encode = ["-l", quiet, "-n", "encode@%h", "-Q", "encode", "-P", "solo", "--without-heartbeat"]
        control = ["-l", quiet, "-n", "control@%h", "-B", "-Q", "control", "-P", "threads", "-c", "2"]
        self.supervisor.start_service("worker", [*celery, *work])
        # Apart from the rest, so that long runs hold up no import; a device computes for one run at a time.
        runs, devices = str(self.values["RUN_WORKERS"]), gpu_count()
        queues = "experiments" if devices else "experiments,gpu"
        self.supervisor.start_service("runs", [*celery, "-l", level, "-n", "runs@%h", "-Q", queues, "-c", runs])
        if devices:
            slots = ["-l", level, "-n", "gpu@%h", "-Q", "gpu", "-c", str(devices)]
            self.supervisor.start_service("gpu", [*celery, *slots])
        self.supervisor.start_service("control", [*celery, *control])
        self.supervisor.start_service("encode", [*celery, *encode])

    def _load_starter(self) -> None:
        done = self.supervisor.instance.var_dir / "starter-loaded"
        # Loaded once: papers that somebody deleted from it must not come back with the next start.
        if self.values["STARTER_LIBRARY"] and not done.exists():
            self.say("Loading the starter library (first start only) ...")
            try:
                self._manage("load_starter")
            except CannotStart as error:
                self.say(f"It is left out for now, the next start tries again. {error}")
            else:
                done.touch()

    def _load_topics(self) -> None:
        """The notes' topics and demand, whenever their definition is another than was loaded last."""
        done = self.supervisor.instance.var_dir / "topics-loaded"
        if not done.exists() or done.read_text() != digest():
            self._manage("import_demand")
            done.write_text(digest())

    def _manage(self, *words: str) -> None:
        """Runs one management command in a process of its own, which reads the engines' addresses afresh."""
        command = [sys.executable, str(env.BASE_DIR / "manage.py"), *words]
        log = self.supervisor.instance.var_dir / "log" / f"{words[0]}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as stream:
            done = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT, env=dict(os.environ))
        if done.returncode:
            raise CannotStart(f"`manage.py {words[0]}` failed. The end of {log}:\n{tail(log)}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        said = "no answer"
        while time.monotonic() < deadline:
            try:
                said = fetch(f"{self.url}/readyz")
            except EngineDown as error:
                said = str(error)
            else:
                return
            time.sleep(0.2)
        web = self.supervisor.instance.var_dir / "log" / "web.log"
        raise CannotStart(f"{self.url}/readyz says: {said}. The end of {web}:\n{tail(web)}")

    def probe_web(self) -> None:
        """Whether the web process answers at all. Raises `EngineDown`."""
        fetch(f"{self.url}/healthz")


def gpu_count() -> int:
    """How many NVIDIA devices this system has, by their device files."""
    return sum(1 for path in Path("/dev").glob("nvidia[0-9]*") if path.name[6:].isdigit())


def fetch(url: str) -> str:
    """The body of a 200 answer. Raises `EngineDown` with what came instead."""
    request = urllib.request.Request(url, headers={"Accept": "application/json"})  # noqa: S310  (http, our own)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        raise EngineDown(down_engines(error.read()) or f"HTTP {error.code}") from error
    except (OSError, urllib.error.URLError) as error:
        raise EngineDown(str(error)) from error


def down_engines(body: bytes) -> str:
    """The sentences of the engines that `/readyz` reports as down, "" when the body is something else."""
    try:
        engines = json.loads(body)["engines"]
        return "; ".join(f"{name}: {known['message']}" for name, known in engines.items() if not known["ok"])
    except (ValueError, KeyError, TypeError):
        return ""


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


__all__ = ["CannotStart", "EngineUnusable", "Launch", "web_port"]
