"""Tries one way out of a nested loop, and prints a JSON line for every finding.

Its one argument is JSON: `{way, loop, checks, patience}` or `{way, loop, calls, requests, fan_out, latency, repeats}`.
"""

from __future__ import annotations

import json
import os
import statistics
import threading
import time
from typing import Any

from checks import CHECKS
from ways import ASKED, WAYS, Through, by_task, fan_out, in_new_loop, patch, together


def said(error: BaseException) -> str:
    """The first real error in one line."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


def tell(**finding: Any) -> None:
    """One line for the parent; written at once, since the process may hang next."""
    os.write(1, json.dumps(finding).encode() + b"\n")


def give_up(check: str) -> None:
    """Ends a process that hangs."""
    tell(check=check, passed=False, said="deadlock")
    os._exit(3)


def run_check(name: str) -> None:
    """Tells how one check went, in a loop of its own."""

    async def checked() -> bool:
        patch()
        return bool(await CHECKS[name](WAYS[ASKED["way"]]))

    timer = threading.Timer(ASKED["patience"], give_up, [name])
    timer.daemon = True
    timer.start()
    try:
        passed, words = in_new_loop(checked), ""
    except (RuntimeError, ValueError, ExceptionGroup) as error:
        passed, words = False, said(error)
    timer.cancel()
    tell(check=name, passed=passed, said=words)


async def cost(through: Through, calls: int) -> float:
    """Microseconds for one call of work that does nothing; the best of five rounds, as `timeit` advises."""

    async def nothing() -> int:
        return 1

    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(calls):
            await through(nothing)
        rounds.append((time.perf_counter() - start) / calls * 1e6)
    return min(rounds)


async def load(through: Through, requests: int) -> tuple[float, float]:
    """Seconds until all requests that came at once are answered, and the 95th percentile; each fans out."""
    waits: list[float] = []

    async def request() -> None:
        await through(lambda: fan_out(ASKED["fan_out"], ASKED["latency"]))
        waits.append(time.perf_counter() - start)

    start = time.perf_counter()
    await together(*[request] * requests)
    return time.perf_counter() - start, sorted(waits)[max(0, round(0.95 * requests) - 1)]


async def measure() -> None:
    """Tells cost per call, cost of a task beside it, and the fan-out under each load."""
    patch()
    through = WAYS[ASKED["way"]]
    tell(calls=await cost(through, ASKED["calls"]), task=await cost(by_task, 10 * ASKED["calls"]))
    for requests in ASKED["requests"]:
        rounds = [await load(through, requests) for _ in range(ASKED["repeats"])]
        wall, late = (statistics.median(column) for column in zip(*rounds, strict=True))
        tell(requests=requests, seconds=wall, p95=late)


def main() -> None:
    """Runs what was asked. Threads that still wait must not keep the process, so it ends at once."""
    for name in ASKED.get("checks", []):
        run_check(name)
    if "calls" in ASKED:
        try:
            in_new_loop(measure)
        except (RuntimeError, ValueError, ExceptionGroup) as error:
            tell(said=said(error))
    os._exit(0)


if __name__ == "__main__":
    main()
