"""Replicas as processes behind the balancer: measured, killed under load, replaced one by one."""

from __future__ import annotations

import asyncio
import concurrent.futures
import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context
from compute.experiments.replicas_parts.load import Seen, ask_for, for_seconds
from compute.experiments.shared import servers
from compute.experiments.shared.balancer import Backend, Balancer

SERVER = Path(__file__).with_name("server.py")
# One thread for each replica's arithmetic: several that each take every core would measure only their quarrel.
ENV = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}


@dataclasses.dataclass
class Killed:
    """What a load saw when a replica was killed; times are monotonic seconds."""

    seen: list[Seen]
    at: float
    noticed: float
    back: float

    @property
    def failed(self) -> list[Seen]:
        """Requests without an answer of 200."""
        return [one for one in self.seen if one.status != 200]

    @property
    def failed_after(self) -> list[Seen]:
        """Those that were sent after the balancer had noticed."""
        return [one for one in self.failed if one.sent > self.noticed]


class Crew:
    """Starts replicas and holds them; `stop` ends all."""

    def __init__(self, context: Context, *, hold: float) -> None:
        self._context, self._hold, self._count = context, hold, 0
        self.servers: list[servers.Server] = []

    def start(self, count: int, weights: Path) -> list[servers.Server]:
        """So many more replicas of these weights, started side by side; returns when each answers."""
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            waits = [pool.submit(self._start_one, self._count + number, weights) for number in range(count)]
            self._count += count
            concurrent.futures.wait(waits)
        return [one.result() for one in waits]

    def _start_one(self, number: int, weights: Path) -> servers.Server:
        def command(port: int) -> list[str]:
            flags = ["--host", servers.HOST, "--port", str(port), "--weights", str(weights), "--hold", str(self._hold)]
            return servers.script(SERVER, *flags)

        server = servers.start(
            f"replica-{number}", command, scratch=self._context.scratch, answers="/healthz", env=ENV,
            check=self._context.check_cancelled,
        )  # fmt: skip
        self.servers.append(server)
        return server

    def stop(self, some: Sequence[servers.Server] | None = None) -> None:
        """Ends these replicas, or all."""
        for server in list(self.servers if some is None else some):
            server.stop(grace=1.0)
            self.servers.remove(server)


def backend(server: servers.Server) -> Backend:
    """A replica as the balancer sees it."""
    return Backend(server.name, servers.HOST, server.port)


async def measure(examples: Any, replicas: Sequence[servers.Server], *, clients: int, seconds: float) -> list[Seen]:
    """A load over so many replicas."""
    balancer = Balancer(interval=0.5)
    balancer.backends = [backend(one) for one in replicas]
    await balancer.check()
    port = await balancer.start()
    try:
        return await ask_for(port, examples, clients=clients, until=for_seconds(seconds))
    finally:
        await balancer.stop()


async def kill_one(
    examples: Any, crew: Crew, weights: Path, *, clients: int, seconds: float, retries: int, interval: float
) -> Killed:
    """A load during which one replica is killed (SIGKILL), noticed, replaced, and the new one noticed."""
    balancer = Balancer(interval=interval, retries=retries, retry_any=True)
    balancer.backends = [backend(one) for one in crew.servers]
    await balancer.check()
    port = await balancer.start()
    over = asyncio.Event()
    clients_task = asyncio.create_task(ask_for(port, examples, clients=clients, until=over.is_set))
    try:
        await asyncio.sleep(seconds / 3)
        victim = crew.servers[0]
        victim.process.kill()
        at = time.monotonic()
        noticed = await _event(balancer, victim.name, "down", at)
        await asyncio.sleep(seconds / 3)
        await asyncio.to_thread(crew.stop, [victim])
        balancer.backends = [one for one in balancer.backends if one.name != victim.name]
        fresh = (await asyncio.to_thread(crew.start, 1, weights))[0]
        balancer.backends.append(backend(fresh))
        back = await _event(balancer, fresh.name, "up", at)
        await asyncio.sleep(seconds / 3)
    finally:
        over.set()
        seen = await clients_task
        await balancer.stop()
    return Killed(seen, at, noticed, back)


async def roll(examples: Any, crew: Crew, weights: Path, *, clients: int, interval: float) -> tuple[list[Seen], float]:
    """A load during which each replica is replaced by one with other weights: new one up, old one drained, stopped.

    Returns what the clients saw and when the first replacement began. Nothing is retried, so that a lost request shows.
    """
    balancer = Balancer(interval=interval, retries=0)
    balancer.backends = [backend(one) for one in crew.servers]
    await balancer.check()
    port = await balancer.start()
    over = asyncio.Event()
    clients_task = asyncio.create_task(ask_for(port, examples, clients=clients, until=over.is_set))
    try:
        await asyncio.sleep(0.2)
        began = time.monotonic()
        for old in list(crew.servers):
            fresh = (await asyncio.to_thread(crew.start, 1, weights))[0]
            balancer.backends.append(backend(fresh))
            await _event(balancer, fresh.name, "up", began)
            await balancer.drain(next(one for one in balancer.backends if one.name == old.name))
            await asyncio.to_thread(crew.stop, [old])
        await asyncio.sleep(0.2)
    finally:
        over.set()
        seen = await clients_task
        await balancer.stop()
    return seen, began


async def _event(balancer: Balancer, name: str, state: str, since: float, patience: float = 30.0) -> float:
    """When the balancer noticed that a backend went up or down."""
    async with asyncio.timeout(patience):
        while True:
            for at, who, what in balancer.events:
                if (who, what) == (name, state) and at >= since:
                    return at
            await asyncio.sleep(0.005)
