"""Starts the embedded engines and our own services, watches them, restarts what dies, and stops all of it cleanly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from explorer.addresses import PREFERRED_PORTS
from explorer.engines.base import EngineDown, EngineUnusable
from explorer.engines.needed import embedded_engines, instance_of
from explorer.engines.process import Guard, rotate
from explorer.engines.running import Running, RunningEngine, RunningService, end_leftovers

logger = logging.getLogger(__name__)

SERVICES = ("web", "worker", "runs", "gpu", "control", "encode")
CHECK_SECONDS = 5.0
PATIENCE_CHECKS = 12  # a server busy with a checkpoint may miss some
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0


class Supervisor:
    """The parent of everything that runs for one `VAR_DIR`; hold `owner_lock` while it lives."""

    def __init__(self, values: Mapping[str, Any], *, durable: bool = True, only: Collection[str] | None = None) -> None:
        """`values` as from `explorer.env.load`; `only` limits which embedded engines are started."""
        self.instance = instance_of(values)
        self._guard = Guard()
        wanted = [engine for engine in embedded_engines(values, durable=durable) if only is None or engine.name in only]
        self._leftovers = end_leftovers(self.instance, {*SERVICES, *(one.name for one in wanted)})
        self.engines = [
            RunningEngine(engine, self._guard, preferred_port=PREFERRED_PORTS[engine.name]) for engine in wanted
        ]
        self.services: list[RunningService] = []
        self.url: str | None = None
        self._stopping = threading.Event()
        self._watchers: list[threading.Thread] = []
        self._recording = threading.Lock()

    def start_engines(self, names: Collection[str] | None = None) -> None:
        """Starts the named engines, or all, side by side and returns when each answers. Raises `EngineUnusable`."""
        wanted = [engine for engine in self.engines if names is None or engine.name in names]
        if not wanted:
            return
        with ThreadPoolExecutor(len(wanted)) as pool:
            futures = [pool.submit(engine.start) for engine in wanted]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                self.cancel()
                raise
        self.record()
        for engine in wanted:
            self._watch(engine)

    def cancel(self) -> None:
        """Makes what is still starting give up."""
        for running in self.engines:
            running.cancelled.set()

    def start_service(
        self,
        name: str,
        module: list[str],
        *,
        environ: dict[str, str] | None = None,
        probe: Callable[[], None] | None = None,
    ) -> RunningService:
        """Starts `python -m MODULE ...` and watches it from now on; `probe` raises `EngineDown` when it hangs."""
        service = RunningService(
            self.instance, self._guard, name=name, module=module, environ=environ or {}, probe=probe
        )
        service.start()
        self.services.append(service)
        self.record()
        self._watch(service)
        return service

    def stop(self) -> None:
        """Stops the services, then the engines; each kind side by side. A second call does nothing."""
        self._stopping.set()
        self.cancel()
        for watcher in self._watchers:
            watcher.join()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(Running.stop, self.services))
            list(pool.map(Running.stop, self.engines))
        if not self._guard.closed:
            self.url = None
            self.record()
            self._guard.close()

    def record(self) -> None:
        """Writes `engines.json`, from which every other process learns the addresses."""
        with self._recording:
            self.instance.write(
                {engine.name: engine.record() for engine in self.engines},
                {service.name: service.record() for service in self.services},
                url=self.url,
            )

    def _watch(self, running: Running) -> None:
        watcher = threading.Thread(target=self._keep_alive, args=(running,), name=f"watch-{running.name}", daemon=True)
        self._watchers.append(watcher)
        watcher.start()

    def _keep_alive(self, running: Running) -> None:
        pause, failures, since = 0.5, 0, time.monotonic()
        checked = since
        while not self._stopping.wait(0.5):
            now = time.monotonic()
            if running.running() and now - checked < CHECK_SECONDS:
                continue
            checked = now
            failures = 0 if self._works(running, failures) else failures + 1
            if running.running() and failures < PATIENCE_CHECKS:
                rotate(running.log)
                if failures == 0 and now - since > STEADY_SECONDS:
                    pause = 0.5
                continue
            logger.warning("%s is down; starting it again in %.1f s (its log: %s).", running.title, pause, running.log)
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE)
            self._restart(running)
            failures, since = 0, time.monotonic()

    def _works(self, running: Running, failures: int) -> bool:
        try:
            running.check()
        except EngineDown as error:
            # One miss is no news: it may still be starting.
            if running.running() and failures:
                logger.warning("%s does not answer: %s", running.title, error)
            return False
        return True

    def _restart(self, running: Running) -> None:
        port = getattr(running, "port", None)
        running.stop()
        try:
            running.start()
        except EngineUnusable as error:
            logger.warning("%s", error)
            return
        logger.info("%s runs again.", running.title)
        self.record()
        if getattr(running, "port", None) != port:
            # Their settings hold the old address; each one's watcher starts it again.
            for service in self.services:
                service.stop()
