"""Clients that ask without pause, and what they saw."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import math
import time
from collections.abc import Callable, Sequence

from compute.experiments.shared import balancer
from compute.experiments.shared.servers import HOST


@dataclasses.dataclass(frozen=True)
class Seen:
    """One request: when it was sent and answered (monotonic seconds), its status (0: no answer), what came back."""

    sent: float
    answered: float
    status: int
    example: int
    label: int = -1
    version: int = 0
    replica: int = 0


async def ask_for(
    port: int, examples: Sequence[Sequence[float]], *, clients: int, until: Callable[[], bool]
) -> list[Seen]:
    """`clients` connections that each send one request after another until `until()` is true."""
    seen: list[Seen] = []
    await asyncio.gather(*(_client(port, examples, number, until, seen) for number in range(clients)))
    return seen


def for_seconds(seconds: float) -> Callable[[], bool]:
    """True once so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank; NaN for no values."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share / 100 * len(ranked)) - 1)] if ranked else math.nan


async def _client(
    port: int, examples: Sequence[Sequence[float]], number: int, until: Callable[[], bool], seen: list[Seen]
) -> None:
    connection: balancer.Connection | None = None
    turn = number * 31
    try:
        while not until():
            example = turn % len(examples)
            turn += 1
            sent = time.monotonic()
            body = json.dumps({"x": list(examples[example])}).encode()
            try:
                connection = connection or await balancer.Connection.open(HOST, port)
                answer = await connection.ask(balancer.request("POST", "/predict", body))
            except balancer.CLOSED:
                connection = None
                seen.append(Seen(sent, time.monotonic(), 0, example))
                await asyncio.sleep(0.01)
                continue
            said = json.loads(answer.body) if answer.status == 200 else {}
            found = {name: said[name] for name in ("label", "version", "replica") if name in said}
            seen.append(Seen(sent, time.monotonic(), answer.status, example, **found))
            if answer.status != 200:
                await asyncio.sleep(0.01)
    finally:
        if connection:
            connection.close()
