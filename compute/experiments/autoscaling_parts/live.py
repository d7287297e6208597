"""The same scaler over real processes: work waits in Valkey, or in HTTP requests that wait for their answer."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from compute.experiments.autoscaling_parts.fleet import SHARED, Fleet
from compute.experiments.autoscaling_parts.load import Arrival
from compute.experiments.autoscaling_parts.patterns import Pattern, choose
from compute.experiments.autoscaling_parts.scaler import Scaler, Settings
from compute.experiments.autoscaling_parts.simulation import Outcome, Trigger
from compute.experiments.shared import balancer
from compute.experiments.shared.servers import HOST

TICK = 0.01
# Seconds without an answer after which what is missing counts as lost.
PATIENCE = 120.0


class Front:
    """An HTTP server that turns each request into a job and holds it until the answer comes: requests that wait."""

    def __init__(self, fleet: Fleet, work: Sequence[Arrival], speed: float) -> None:
        self.fleet, self.work, self.speed = fleet, work, speed
        self.held: dict[int, asyncio.Future[int]] = {}
        self.failed = 0

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        """The port it listens on."""
        server = await asyncio.start_server(self._serve, HOST, 0)
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            server.close()

    def answer(self, numbers: Sequence[int]) -> None:
        """Lets the requests of these jobs go."""
        for number in numbers:
            future = self.held.pop(number, None)
            if future and not future.done():
                future.set_result(number)

    async def ask(self, port: int, number: int) -> None:
        """What a client does: one request over a connection of its own."""
        try:
            connection = await balancer.Connection.open(HOST, port)
            try:
                answer = await connection.ask(balancer.request("POST", f"/{number}"))
            finally:
                connection.close()
        except balancer.CLOSED:
            self.failed += 1
        else:
            self.failed += answer.status != 200

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(*balancer.CLOSED):
            message = await balancer.read_message(reader)
            number = int(message.first.split(" ")[1].strip("/"))
            self.held[number] = asyncio.get_running_loop().create_future()
            self.fleet.submit(self.work[number], self.work[number].service / self.speed)
            writer.write(balancer.response(200, json.dumps({"job": await self.held[number]}).encode()).encoded())
            await writer.drain()
        writer.close()


@dataclasses.dataclass
class Live:
    """What really happened; `lost` jobs were never answered, `failed` HTTP requests got no 200.

    `returned` jobs were in the hands of the worker that was killed, and went back to the list.
    """

    outcome: Outcome
    lost: int
    wrong: int
    failed: int
    starts: int
    returned: int


async def scale(
    fleet: Fleet, work: Sequence[Arrival], settings: Settings, *, trigger: Trigger, speed: float,
    tell: Callable[[int, int, str], None],
) -> Live:  # fmt: skip
    """Runs the work through the fleet while a scaler starts and stops workers, down to none again.

    The clock runs `speed` times as fast as the wall's: a service time of 2 s is 2 / `speed` s here. When half of the
    work is done one worker is killed (SIGKILL), to see that nothing gets lost.
    """
    drive = Drive(fleet, work, Scaler(settings), trigger, speed)
    async with drive.front.open() as port:
        while not drive.over():
            now, waiting = drive.step(port)
            if not drive.trace or now - drive.trace[-1][0] >= 1:
                drive.trace.append((now, len(fleet.workers), waiting))
                tell(len(fleet.answers), len(work), f"{len(fleet.workers)} workers, {waiting} waiting")
            await asyncio.sleep(TICK)
    for client in drive.clients:
        client.cancel()
    await asyncio.gather(*drive.clients, return_exceptions=True)
    outcome = Outcome(drive.latencies, drive.trace, 0.0, drive.peak, drive.now() - drive.last)
    lost = len(work) - len(fleet.answers)
    return Live(outcome, lost, fleet.wrong, drive.front.failed, drive.starts, fleet.returned)


class Drive:
    """One load on its way through a fleet; times are on the fast clock."""

    def __init__(self, fleet: Fleet, work: Sequence[Arrival], scaler: Scaler, trigger: Trigger, speed: float) -> None:
        self.fleet, self.work, self.scaler, self.trigger, self.speed = fleet, work, scaler, trigger, speed
        self.front = Front(fleet, work, speed)
        self.clients: list[asyncio.Task[None]] = []
        self.latencies = [0.0] * len(work)
        self.trace: list[tuple[float, int, int]] = []
        self.began = self.moved = time.monotonic()
        self.sent = self.peak = self.starts = 0
        self.last, self.killed = 0.0, False

    def now(self) -> float:
        """Seconds since the beginning."""
        return (time.monotonic() - self.began) * self.speed

    def over(self) -> bool:
        """Whether all is answered and every worker has gone, or nothing moves any more."""
        if len(self.fleet.answers) == len(self.work):
            return not self.fleet.workers
        return time.monotonic() - self.moved > PATIENCE

    def step(self, port: int) -> tuple[float, int]:
        """Sends what is due, takes what is answered, scales; returns the time and how many jobs wait on the list."""
        now = self.now()
        self._send(now, port)
        self._take()
        if not self.killed and self.fleet.workers and len(self.fleet.answers) * 2 >= len(self.work):
            self.fleet.workers[0].process.kill()
            self.killed = True
        waiting = self.fleet.waiting()
        wanted = self.scaler.decide(now, len(self.front.held) if self.trigger == "http" else waiting)
        self._resize(wanted)
        return now, waiting

    def _send(self, now: float, port: int) -> None:
        while self.sent < len(self.work) and self.work[self.sent].at <= now:
            one = self.work[self.sent]
            if self.trigger == "http":
                self.clients.append(asyncio.create_task(self.front.ask(port, one.number)))
            else:
                self.fleet.submit(one, one.service / self.speed)
            self.sent += 1

    def _take(self) -> None:
        answered = self.fleet.collect()
        for number, at in answered:
            self.last = (at - self.began) * self.speed
            self.latencies[number] = self.last - self.work[number].at
        self.front.answer([number for number, _ in answered])
        if answered or self.sent < len(self.work):
            self.moved = time.monotonic()

    def _resize(self, wanted: int) -> None:
        missing = wanted - len(self.fleet.workers)
        self.starts += max(0, missing)
        for _ in range(missing):
            self.fleet.start_one()
        for _ in range(-missing):
            self.fleet.stop_one()
        self.peak = max(self.peak, len(self.fleet.workers))


def share_out(
    port: int, scratch: Path, work: Sequence[Arrival], *, pattern: Pattern, workers: int, speed: float,
    check: Callable[[], None],
) -> list[float]:  # fmt: skip
    """Latencies, in seconds of the fast clock, of work shared out by a pattern over a fixed number of workers."""
    fleet = Fleet(port, scratch, own_queues=True, steal=workers if pattern == "work stealing" else 0)
    try:
        fleet.valkey.flushall()
        for _ in range(workers):
            fleet.start_one()
        while not all(one.ready for one in fleet.workers):
            check()
            fleet.collect()
            time.sleep(TICK)
        return _drive(fleet, work, pattern, speed, check)
    finally:
        fleet.close()


def _drive(
    fleet: Fleet, work: Sequence[Arrival], pattern: Pattern, speed: float, check: Callable[[], None]
) -> list[float]:
    began, sent = time.monotonic(), 0
    latencies = [0.0] * len(work)
    went = [0] * len(work)
    while len(fleet.answers) < len(work):
        check()
        now = (time.monotonic() - began) * speed
        while sent < len(work) and work[sent].at <= now:
            place = choose(pattern, fleet.workers, key=work[sent].key, turn=sent)
            went[sent] = place
            fleet.workers[place].outstanding += 1
            fleet.submit(work[sent], work[sent].service / speed, f"{SHARED}:{place}")
            sent += 1
        for number, at in fleet.collect():
            fleet.workers[went[number]].outstanding -= 1
            latencies[number] = (at - began) * speed - work[number].at
        time.sleep(TICK / 5)
    return latencies
